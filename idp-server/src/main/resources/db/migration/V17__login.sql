-- The floor of the sign-in limits: what must survive the loss of Redis. Found by primary key; the other indexes are for
-- removing what is over.

create table login_code_sends (
  number_index  bytea       primary key,
  last_sent_at  timestamptz not null,
  hour_began_at timestamptz not null,
  hour_sends    integer     not null,
  day_began_at  timestamptz not null,
  day_sends     integer     not null
);
comment on table login_code_sends is 'one-time codes sent to a number, found by blind index';

create index login_code_sends_last_sent_at on login_code_sends (last_sent_at);

create table login_failures (
  purpose  text        not null check (purpose in ('code', 'document_tail', 'password', 'document', 'document_by_phone', 'told', 'told_by_phone')),
  subject  bytea       not null,
  began_at timestamptz not null,
  failures integer     not null,
  primary key (purpose, subject)
);
comment on table login_failures is 'failed tries in the window that began at began_at';

create index login_failures_began_at on login_failures (began_at);

create table login_spent (
  sign_in  uuid        primary key,
  spent_at timestamptz not null
);
comment on table login_spent is 'sign-ins that were used up: exactly one session each';
create index login_spent_at on login_spent (spent_at);
