-- The floor of the sign-in limits: what must survive the loss of Redis. Found by primary key; the other indexes are for
-- removing what is over.

CREATE TABLE login_code_sends (
  number_index  bytea       PRIMARY KEY,
  last_sent_at  timestamptz NOT NULL,
  hour_began_at timestamptz NOT NULL,
  hour_sends    integer     NOT NULL,
  day_began_at  timestamptz NOT NULL,
  day_sends     integer     NOT NULL
);
COMMENT ON TABLE login_code_sends IS 'one-time codes sent to a number, found by blind index';

CREATE INDEX login_code_sends_last_sent_at ON login_code_sends (last_sent_at);

CREATE TABLE login_failures (
  purpose  text        NOT NULL CHECK (purpose IN ('code', 'document_tail', 'password', 'document', 'document_by_phone', 'told', 'told_by_phone')),
  subject  bytea       NOT NULL,
  began_at timestamptz NOT NULL,
  failures integer     NOT NULL,
  PRIMARY KEY (purpose, subject)
);
COMMENT ON TABLE login_failures IS 'failed tries in the window that began at began_at';

CREATE INDEX login_failures_began_at ON login_failures (began_at);

CREATE TABLE login_spent (
  sign_in  uuid        PRIMARY KEY,
  spent_at timestamptz NOT NULL
);
COMMENT ON TABLE login_spent IS 'sign-ins that were used up: exactly one session each';
CREATE INDEX login_spent_at ON login_spent (spent_at);
