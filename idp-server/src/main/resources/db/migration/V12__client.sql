-- The registry of relying parties (names of RFC 7591). Read by primary key, whole, through a cache.
CREATE TABLE client (
  id text PRIMARY KEY,
  name_zh_cn text NOT NULL,
  name_zh_tw text NOT NULL,
  name_en text NOT NULL,
  department_zh_cn text NOT NULL,
  department_zh_tw text NOT NULL,
  department_en text NOT NULL,
  purpose_zh_cn text NOT NULL,
  purpose_zh_tw text NOT NULL,
  purpose_en text NOT NULL,
  client_uri text,
  authentication text NOT NULL
    CHECK (authentication IN
      ('client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none')),
  assertion_algorithm text,
  jwks text,
  jwks_uri text,
  grant_types text[] NOT NULL,
  redirect_uris text[] NOT NULL,
  post_logout_redirect_uris text[] NOT NULL,
  backchannel_logout_uri text,
  scopes text[] NOT NULL,
  sector text NOT NULL,
  id_token_algorithm text NOT NULL,
  pkce_exempt boolean NOT NULL,
  nonce_exempt boolean NOT NULL,
  consent_required boolean NOT NULL,
  minimum_acr text NOT NULL,
  enabled boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK (authentication <> 'none' OR NOT pkce_exempt),
  CHECK (pkce_exempt OR NOT nonce_exempt),
  CHECK ((authentication = 'private_key_jwt') = (assertion_algorithm IS NOT NULL)),
  -- one of the two, never both (RFC 7591 2)
  CHECK (num_nonnulls(jwks, jwks_uri) = CASE authentication WHEN 'private_key_jwt' THEN 1 ELSE 0 END)
);

-- What was last read at the jwks_uri of a client: a cache of all nodes that outlives Redis. asked_at
-- is the leave to ask there, once a minute; outcome is what came of it, and old keys stand in for an
-- address only where the last reading has FAILED.
CREATE TABLE client_key_set (
  client_id text PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  uri text NOT NULL,
  algorithm text NOT NULL,
  document text NOT NULL,
  fetched_at timestamptz NOT NULL,
  asked_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('UNDER_WAY', 'READ', 'FAILED'))
);

-- those that run in browsers
CREATE INDEX client_public ON client (id) WHERE authentication = 'none' AND enabled;

-- APIs that access tokens can be meant for (RFC 8707), under the name in aud.
CREATE TABLE resource (
  uri text PRIMARY KEY,
  server text NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  scopes text[] NOT NULL,
  clients text[] NOT NULL,
  algorithm text NOT NULL,
  token_type text NOT NULL CHECK (token_type IN ('AT_JWT', 'JWT')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX resource_server ON resource (server);

-- At most two for a client while one is being replaced. Keyed hashes only.
CREATE TABLE client_secret (
  client_id text NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  label text NOT NULL,
  hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (client_id, label)
);
