-- What persons allowed clients, one row for each redeemed code. The primary key is what makes a
-- redemption happen once: the id is minted together with the code and stands inside it.
create table authorization_grant (
  id uuid not null primary key,
  code_hash bytea not null,
  client_id text not null,
  person_id uuid not null,
  session_id uuid not null,
  scopes text[] not null,
  userinfo_claims text[] not null,
  resources text[] not null, -- audiences its tokens may have (RFC 8707)
  acr text not null,
  amr text[] not null,
  auth_time timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text,
  -- the refresh family: only the newest token and the one before it matter
  refresh_hash bytea,
  refresh_previous_hash bytea,
  refresh_generation integer not null default 0,
  refresh_rotated_at timestamptz
) partition by range (id);

-- a session that ends, an agreement that is withdrawn
create index authorization_grant_session on authorization_grant (session_id)
  where revoked_at is null;
create index authorization_grant_person_client on authorization_grant (person_id, client_id)
  where revoked_at is null;

create table authorization_grant_default partition of authorization_grant default;

-- The smallest UUID of version 7 for a time (RFC 9562 5.7): 48 bits of milliseconds.
create function uuid_v7_floor(at timestamptz) returns uuid
  language sql immutable strict parallel safe
  return rpad(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

-- Partitions of this month and the ones after it; those that exist stay as they are.
create function create_grant_partitions(today timestamptz, months integer) returns void
  language plpgsql as $$
declare
  first_day timestamptz;
  name text;
begin
  for ahead in 0..months loop
    first_day := (date_trunc('month', today at time zone 'UTC') + make_interval(months => ahead))
      at time zone 'UTC';
    name := 'authorization_grant_' || to_char(first_day at time zone 'UTC', 'YYYY_MM');
    if to_regclass(name) is null then
      execute format(
        'create table %I partition of authorization_grant for values from (%L) to (%L)',
        name, uuid_v7_floor(first_day),
        uuid_v7_floor(((first_day at time zone 'UTC') + interval '1 month') at time zone 'UTC'));
    end if;
  end loop;
end $$;

select create_grant_partitions(now(), 3);

-- Single access tokens that were revoked, until they would have expired anyway.
create table revoked_token (
  jti text primary key,
  expires_at timestamptz not null
);
create index revoked_token_expiry on revoked_token (expires_at);
