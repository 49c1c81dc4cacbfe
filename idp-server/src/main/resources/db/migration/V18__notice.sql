-- What persons are told of their accounts: appended in the transaction of the effect, sent later.
CREATE TABLE notice (
  id              uuid        PRIMARY KEY,
  person          uuid        NOT NULL,
  kind            text        NOT NULL,
  channel         text        NOT NULL CHECK (channel IN ('SMS')),
  address         bytea, -- sealed; a number that the person has no more must be told too
  language        text        CHECK (language IN ('zh-CN', 'zh-TW', 'zh-HK', 'en')), -- that of the person; none: the number's
  state           text        NOT NULL CHECK (state IN ('WAITING', 'SENT', 'FAILED')),
  attempts        integer     NOT NULL,
  occurred_at     timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  ended_at        timestamptz,
  CHECK ((state = 'WAITING') = (address IS NOT NULL)),
  CHECK ((state = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX notice_due ON notice (next_attempt_at) WHERE state = 'WAITING';
CREATE INDEX notice_person ON notice (person, occurred_at);
CREATE INDEX notice_ended ON notice (ended_at) WHERE state <> 'WAITING';
