-- Single sign-on sessions, who takes part in them, and the logouts still to be delivered.

-- Partitioned by the id (UUID version 7, so by time): old months are dropped, not deleted.
-- What the person has shown stands in five arrays of one length, the earliest first; the factors of
-- one authentication are their names with a space between, of a passkey its id is kept too.
CREATE TABLE sso_session (
  id               uuid        PRIMARY KEY,
  token_hash       bytea       NOT NULL CHECK (length(token_hash) = 32),
  person           uuid        NOT NULL,
  started_at       timestamptz NOT NULL,
  -- the sign-ins that ended in it, the last first
  last_sign_ins    uuid[]      NOT NULL CHECK (cardinality(last_sign_ins) BETWEEN 1 AND 8),
  -- what was shown in it, the earliest first
  sign_ins         uuid[]      NOT NULL CHECK (cardinality(sign_ins) BETWEEN 1 AND 32),
  methods          text[]      NOT NULL CHECK (cardinality(methods) = cardinality(sign_ins)),
  factors          text[]      NOT NULL CHECK (cardinality(factors) = cardinality(sign_ins)),
  passkeys         uuid[]      NOT NULL CHECK (cardinality(passkeys) = cardinality(sign_ins)),
  shown_at         timestamptz[] NOT NULL CHECK (cardinality(shown_at) = cardinality(sign_ins)),
  last_seen_at     timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  ended_at         timestamptz,
  end_reason       text,
  -- of a kiosk: after how long without a touch it is idle
  kiosk_idle_seconds integer,
  -- of the long-lived mark of its browser; null where none is remembered, and once it ended
  browser_hash     bytea       CHECK (length(browser_hash) = 32),
  -- how often something that was shown in it has ceased to count: codes from before are refused
  lowered          integer     NOT NULL DEFAULT 0,
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
) PARTITION BY RANGE (id);
CREATE INDEX sso_session_person ON sso_session (person, id) WHERE ended_at IS NULL;
-- visits at kiosks that go on: few
CREATE INDEX sso_session_visit ON sso_session (last_seen_at, id)
  WHERE ended_at IS NULL AND kiosk_idle_seconds IS NOT NULL;
CREATE TABLE sso_session_default PARTITION OF sso_session DEFAULT;

CREATE TABLE session_client (
  session     uuid        NOT NULL,
  client      text        NOT NULL,
  first_grant uuid        NOT NULL,
  joined_at   timestamptz NOT NULL,
  PRIMARY KEY (session, client)
) PARTITION BY RANGE (session);
CREATE TABLE session_client_default PARTITION OF session_client DEFAULT;

-- Self-service machines. The link hands out the key once; both are stored as keyed hashes.
CREATE TABLE kiosk (
  id        uuid        PRIMARY KEY,
  name      text        NOT NULL,
  link_hash bytea       NOT NULL UNIQUE CHECK (length(link_hash) = 32),
  key_hash  bytea       UNIQUE CHECK (length(key_hash) = 32),
  added_at  timestamptz NOT NULL,
  keyed_at  timestamptz,
  ended_at  timestamptz,
  CHECK ((key_hash IS NULL) = (keyed_at IS NULL))
);

-- The outbox of back-channel logouts. Each try sends a token with a jti of its own.
CREATE TABLE logout_delivery (
  id              uuid        PRIMARY KEY,
  session         uuid        NOT NULL,
  client          text        NOT NULL,
  uri             text        NOT NULL,
  sub             text        NOT NULL,
  state           text        NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'FAILED')),
  attempts        integer     NOT NULL,
  queued_at       timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  last_error      text
);
CREATE INDEX logout_delivery_due ON logout_delivery (next_attempt_at) WHERE state = 'WAITING';
CREATE INDEX logout_delivery_done ON logout_delivery (queued_at) WHERE state <> 'WAITING';

-- When the operator was last told that a client's receiver cannot be reached. One row a client.
CREATE TABLE logout_report (
  client      text        PRIMARY KEY,
  reported_at timestamptz NOT NULL
);
