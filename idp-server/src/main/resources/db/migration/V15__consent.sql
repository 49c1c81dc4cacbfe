-- Ledger of what persons agreed to: a row for each scope and agreement; withdrawing adds a time.
CREATE TABLE consent (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL,
  client_id text NOT NULL,
  scope text NOT NULL,
  text_version text NOT NULL,
  agreed_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);

-- What holds now: read at every authorization, and the guard against a second row for one scope.
CREATE UNIQUE INDEX consent_in_force ON consent (person_id, client_id, scope)
  WHERE withdrawn_at IS NULL;

-- Which version of the terms of use and the privacy notice was accepted when an account was opened.
-- Disowned: by a stranger to the account, which its owner has taken over since.
CREATE TABLE terms_acceptance (
  person_id uuid NOT NULL,
  version text NOT NULL,
  accepted_at timestamptz NOT NULL,
  disowned_at timestamptz,
  PRIMARY KEY (person_id, accepted_at)
);
