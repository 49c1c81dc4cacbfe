-- What persons allowed clients, one row for each redeemed code, or for what else a grant is made
-- of. The primary key is what makes a redemption happen once: the id is minted together with the
-- code and stands inside it.
CREATE TABLE authorization_grant (
  id uuid NOT NULL PRIMARY KEY,
  origin text NOT NULL CHECK (origin IN ('CODE', 'DEVICE', 'CIBA', 'EXCHANGE')),
  code_hash bytea, -- of a code there is one
  client_id text NOT NULL,
  person_id uuid NOT NULL,
  session_id uuid, -- likewise
  organisation_id uuid, -- for whom the person acts, and by which mandate
  mandate_id uuid,
  scopes text[] NOT NULL,
  userinfo_claims text[] NOT NULL,
  resources text[] NOT NULL, -- audiences its tokens may have (RFC 8707)
  acr text NOT NULL,
  amr text[] NOT NULL,
  auth_time timestamptz NOT NULL,
  shown text[] NOT NULL, -- what it rests on: ends as that does
  cnf text, -- what its refresh tokens are bound to (RFC 7800): method and thumbprint
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoke_reason text,
  -- the refresh family: only the newest token and the one before it matter
  refresh_hash bytea,
  refresh_previous_hash bytea,
  refresh_generation integer NOT NULL DEFAULT 0,
  refresh_rotated_at timestamptz,
  CHECK (origin <> 'CODE' OR (code_hash IS NOT NULL AND session_id IS NOT NULL)),
  CHECK ((organisation_id IS NULL) = (mandate_id IS NULL))
) PARTITION BY RANGE (id);

-- a session that ends, an agreement that is withdrawn
CREATE INDEX authorization_grant_session ON authorization_grant (session_id)
  WHERE revoked_at IS NULL;
CREATE INDEX authorization_grant_person_client ON authorization_grant (person_id, client_id)
  WHERE revoked_at IS NULL;

CREATE TABLE authorization_grant_default PARTITION OF authorization_grant DEFAULT;

-- Single access tokens that were revoked, until they would have expired anyway.
CREATE TABLE revoked_token (
  jti text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);
