-- The registry of relying parties (names of RFC 7591). Read by primary key, whole, through a cache.
create table client (
  id text primary key,
  name_zh_cn text not null,
  name_zh_tw text not null,
  name_en text not null,
  department_zh_cn text not null,
  department_zh_tw text not null,
  department_en text not null,
  purpose_zh_cn text not null,
  purpose_zh_tw text not null,
  purpose_en text not null,
  client_uri text,
  authentication text not null
    check (authentication in
      ('client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none')),
  assertion_algorithm text,
  jwks text,
  jwks_uri text,
  grant_types text[] not null,
  redirect_uris text[] not null,
  post_logout_redirect_uris text[] not null,
  backchannel_logout_uri text,
  scopes text[] not null,
  sector text not null,
  id_token_algorithm text not null,
  pkce_exempt boolean not null,
  nonce_exempt boolean not null,
  consent_required boolean not null,
  minimum_acr text not null,
  enabled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (authentication <> 'none' or not pkce_exempt),
  check (pkce_exempt or not nonce_exempt),
  check ((authentication = 'private_key_jwt') = (assertion_algorithm is not null)),
  -- one of the two, never both (RFC 7591 2)
  check (num_nonnulls(jwks, jwks_uri) = case authentication when 'private_key_jwt' then 1 else 0 end)
);

-- What was last read at the jwks_uri of a client: a cache of all nodes that outlives Redis. asked_at
-- is the leave to ask there, once a minute; outcome is what came of it, and old keys stand in for an
-- address only where the last reading has FAILED.
create table client_key_set (
  client_id text primary key references client (id) on delete cascade,
  uri text not null,
  algorithm text not null,
  document text not null,
  fetched_at timestamptz not null,
  asked_at timestamptz not null,
  outcome text not null check (outcome in ('UNDER_WAY', 'READ', 'FAILED'))
);

-- those that run in browsers
create index client_public on client (id) where authentication = 'none' and enabled;

-- APIs that access tokens can be meant for (RFC 8707), under the name in aud.
create table resource (
  uri text primary key,
  server text not null references client (id) on delete cascade,
  scopes text[] not null,
  clients text[] not null,
  algorithm text not null,
  token_type text not null check (token_type in ('AT_JWT', 'JWT')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index resource_server on resource (server);

-- At most two for a client while one is being replaced. Keyed hashes only.
create table client_secret (
  client_id text not null references client (id) on delete cascade,
  label text not null,
  hash bytea not null,
  created_at timestamptz not null,
  primary key (client_id, label)
);
