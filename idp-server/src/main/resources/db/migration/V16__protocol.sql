-- What persons allowed clients, one row for each redeemed code, or for what else a grant is made
-- of. The primary key is what makes a redemption happen once: the id is minted together with the
-- code and stands inside it.
create table authorization_grant (
  id uuid not null primary key,
  origin text not null check (origin in ('CODE', 'DEVICE', 'CIBA', 'EXCHANGE')),
  code_hash bytea, -- of a code there is one
  client_id text not null,
  person_id uuid not null,
  session_id uuid, -- likewise
  organisation_id uuid, -- for whom the person acts, and by which mandate
  mandate_id uuid,
  scopes text[] not null,
  userinfo_claims text[] not null,
  resources text[] not null, -- audiences its tokens may have (RFC 8707)
  acr text not null,
  amr text[] not null,
  auth_time timestamptz not null,
  shown text[] not null, -- what it rests on: ends as that does
  cnf text, -- what its refresh tokens are bound to (RFC 7800): method and thumbprint
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text,
  -- the refresh family: only the newest token and the one before it matter
  refresh_hash bytea,
  refresh_previous_hash bytea,
  refresh_generation integer not null default 0,
  refresh_rotated_at timestamptz,
  check (origin <> 'CODE' or (code_hash is not null and session_id is not null)),
  check ((organisation_id is null) = (mandate_id is null))
) partition by range (id);

-- a session that ends, an agreement that is withdrawn
create index authorization_grant_session on authorization_grant (session_id)
  where revoked_at is null;
create index authorization_grant_person_client on authorization_grant (person_id, client_id)
  where revoked_at is null;

create table authorization_grant_default partition of authorization_grant default;

-- Single access tokens that were revoked, until they would have expired anyway.
create table revoked_token (
  jti text primary key,
  expires_at timestamptz not null
);
create index revoked_token_expiry on revoked_token (expires_at);
