-- What upstreams are told of citizens: appended in the transaction of the effect, told later. Whom
-- and what it is about is read when it is told.
CREATE TABLE peer_news (
  id              uuid        PRIMARY KEY, -- the idempotency key
  person          uuid        NOT NULL,
  adapter         text        NOT NULL,
  kind            text        NOT NULL CHECK (kind IN ('REGISTERED', 'LEVEL_RAISED')),
  way             text        NOT NULL, -- by which it happened
  state           text        NOT NULL CHECK (state IN ('WAITING', 'TOLD', 'REFUSED', 'FAILED')),
  attempts        integer     NOT NULL,
  occurred_at     timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  ended_at        timestamptz,
  CHECK ((state = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX peer_news_due ON peer_news (next_attempt_at) WHERE state = 'WAITING';
CREATE INDEX peer_news_person ON peer_news (person);
CREATE INDEX peer_news_ended ON peer_news (ended_at) WHERE state <> 'WAITING';
