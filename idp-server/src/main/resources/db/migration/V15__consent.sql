-- Ledger of what persons agreed to: a row for each scope and agreement; withdrawing adds a time.
create table consent (
  id uuid primary key,
  person_id uuid not null,
  client_id text not null,
  scope text not null,
  text_version text not null,
  agreed_at timestamptz not null,
  withdrawn_at timestamptz
);

-- What holds now: read at every authorization, and the guard against a second row for one scope.
create unique index consent_in_force on consent (person_id, client_id, scope)
  where withdrawn_at is null;

-- Which version of the terms of use and the privacy notice was accepted when an account was opened.
-- Disowned: by a stranger to the account, which its owner has taken over since.
create table terms_acceptance (
  person_id uuid not null,
  version text not null,
  accepted_at timestamptz not null,
  disowned_at timestamptz,
  primary key (person_id, accepted_at)
);
