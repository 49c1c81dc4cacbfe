-- Persons, what proves them, and what they sign in with. Personal data is sealed (column type bytea)
-- under a key of the person's own, which stands wrapped in their row, and found by a keyed blind index;
-- no column holds any of it in the clear. Whose seal_key is null was erased: nothing opens what it sealed.

CREATE TABLE person (
  id         uuid        PRIMARY KEY,
  status     text        NOT NULL CHECK (status IN ('ACTIVE', 'DISABLED', 'CLOSED', 'MERGED')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  frozen     boolean     NOT NULL DEFAULT false,
  merged_into uuid       REFERENCES person,
  reverified_at timestamptz,
  ways          integer     NOT NULL DEFAULT 0, -- how often something that opened the account ended
  ways_by       uuid,        -- the sign-in that did it last
  ways_by_since integer,     -- how often it had happened before that one began to
  seal_key      bytea        CHECK (length(seal_key) = 49),
  CHECK ((status = 'MERGED') = (merged_into IS NOT NULL)),
  CHECK (seal_key IS NOT NULL OR status IN ('CLOSED', 'MERGED'))
);
CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

-- Two accounts that became one, and what became of it. What was moved is listed, so that undoing it
-- moves just that; what came later stays with who did it.
CREATE TABLE person_merge (
  id              uuid        PRIMARY KEY,
  gone            uuid        NOT NULL REFERENCES person,
  kept            uuid        NOT NULL REFERENCES person,
  reason          text        NOT NULL,
  operator        text        NOT NULL,
  second_operator text        NOT NULL,
  merged_at       timestamptz NOT NULL,
  undone_at       timestamptz,
  undo_reason     text,
  undone_by       text,
  undo_seconded   text,
  CHECK (gone <> kept AND operator <> second_operator AND undone_by <> undo_seconded)
);
CREATE UNIQUE INDEX person_merge_living ON person_merge (gone) WHERE undone_at IS NULL;
CREATE INDEX person_merge_kept ON person_merge (kept) WHERE undone_at IS NULL;

CREATE TABLE person_merge_row (
  merge uuid    NOT NULL REFERENCES person_merge,
  kind  text    NOT NULL CHECK (kind IN ('DOCUMENT', 'LINK', 'PHONE', 'PASSWORD', 'PASSKEY', 'CLAIM',
                                        'ENDED_LINK')),
  id    uuid    NOT NULL,
  live  boolean NOT NULL,
  PRIMARY KEY (merge, kind, id)
);

-- The one guard for "disabled" and "frozen": whoever reads persons for use reads them here.
CREATE VIEW active_person AS
  SELECT id, created_at, updated_at, reverified_at FROM person WHERE status = 'ACTIVE' AND NOT frozen;

-- Freezes of accounts, ended or not. The hotline's end by themselves, and come once.
CREATE TABLE account_freeze (
  id         uuid        PRIMARY KEY,
  person     uuid        NOT NULL REFERENCES person,
  frozen_by  text        NOT NULL CHECK (frozen_by IN ('OWNER', 'HOTLINE', 'COUNTER')),
  started_at timestamptz NOT NULL,
  settled_at timestamptz NOT NULL, -- what is older is from before: before the first one of a row
  ends_at    timestamptz,
  ended_at   timestamptz,
  ended_by   text        CHECK (ended_by IN ('COUNTER', 'OWNER', 'TIME', 'FREEZE', 'TAKE_OVER')),
  CHECK ((frozen_by = 'HOTLINE') = (ends_at IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX account_freeze_person ON account_freeze (person);
CREATE UNIQUE INDEX account_freeze_open ON account_freeze (person) WHERE ended_at IS NULL;
CREATE INDEX account_freeze_due ON account_freeze (ends_at, id) WHERE ended_at IS NULL;

-- A holder's identifier for one sector: made once, never derived again, never reused. Ids are one
-- holder's whatever its kind; person points to the table of its kind, as a column of their own will do
-- for organisations when these have one.
CREATE TABLE subject (
  holder  uuid        NOT NULL,
  kind    text        NOT NULL CHECK (kind IN ('PERSON', 'ORGANISATION')),
  sector  text        NOT NULL,
  value   text        NOT NULL UNIQUE CHECK (length(value) = 43),
  made_at timestamptz NOT NULL,
  person  uuid        GENERATED ALWAYS AS (CASE kind WHEN 'PERSON' THEN holder END) STORED REFERENCES person,
  PRIMARY KEY (holder, sector)
);

CREATE TABLE evidence (
  id               uuid        PRIMARY KEY,
  person           uuid        NOT NULL REFERENCES person,
  adapter          text        NOT NULL,
  method           text        NOT NULL,
  source           text        NOT NULL,
  asserted_level   text,
  original_channel text,
  possession       boolean     NOT NULL,
  established_at   timestamptz NOT NULL,
  expires_at       timestamptz,
  reference        text        NOT NULL,
  digest           text        NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  operator         text,
  sign_in          uuid,
  channel          text        NOT NULL DEFAULT 'BACK_CHANNEL'
                   CHECK (channel IN ('BACK_CHANNEL', 'FRONT_CHANNEL', 'POLLED')),
  shown_at         timestamptz, -- where it waited for something else of the sign-in
  recorded_at      timestamptz NOT NULL
);
CREATE INDEX evidence_person ON evidence (person);

CREATE FUNCTION evidence_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence is only ever appended';
END $$;

-- Of somebody who was erased what an upstream could know them by is taken out, and nothing else.
CREATE FUNCTION evidence_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM person WHERE id = OLD.person AND seal_key IS NULL) THEN
    OLD.reference := 'erased';
    OLD.digest := repeat('0', 64);
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'evidence is only ever appended';
END $$;
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence
  FOR EACH ROW EXECUTE FUNCTION evidence_is_kept();

-- Evidence that counts no more; appended only. What has no row is valid until its own end.
CREATE TABLE evidence_status (
  evidence        uuid        PRIMARY KEY REFERENCES evidence,
  status          text        NOT NULL CHECK (status = 'WITHDRAWN'),
  reason          text        NOT NULL,
  operator        text        NOT NULL,
  second_operator text        NOT NULL,
  changed_at      timestamptz NOT NULL,
  CHECK (operator <> second_operator)
);
CREATE TRIGGER evidence_status_append_only BEFORE UPDATE OR DELETE ON evidence_status
  FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only();

-- Type and jurisdiction are part of the key; the name never is. Source, level and evidence are of the
-- strongest proof that named it.
CREATE TABLE identity_document (
  id           uuid        PRIMARY KEY,
  person       uuid        NOT NULL REFERENCES person,
  type         text        NOT NULL,
  jurisdiction text        NOT NULL CHECK (length(jurisdiction) = 2),
  number       bytea       NOT NULL,
  number_index bytea       NOT NULL CHECK (length(number_index) = 32),
  validity     bytea,
  source       text        NOT NULL,
  level        text        NOT NULL CHECK (level IN ('P1', 'P2', 'P3', 'P4', 'P5')),
  evidence     uuid        NOT NULL REFERENCES evidence,
  added_at     timestamptz NOT NULL,
  UNIQUE (number_index, type, jurisdiction)
);
CREATE INDEX identity_document_person ON identity_document (person);

-- The documents that each piece of evidence named: appended only, whatever became of the two since (a
-- stronger proof, a merge). They go when the document or who was proven by the piece is erased.
CREATE TABLE evidence_document (
  evidence uuid NOT NULL REFERENCES evidence,
  document uuid NOT NULL REFERENCES identity_document,
  PRIMARY KEY (evidence, document)
);
CREATE INDEX evidence_document_document ON evidence_document (document);

CREATE FUNCTION evidence_document_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
       SELECT FROM person WHERE seal_key IS NULL
          AND id IN ((SELECT person FROM evidence WHERE id = OLD.evidence),
                     (SELECT person FROM identity_document WHERE id = OLD.document))) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what evidence named is only ever appended';
END $$;
CREATE TRIGGER evidence_document_append_only BEFORE UPDATE OR DELETE ON evidence_document
  FOR EACH ROW EXECUTE FUNCTION evidence_document_is_kept();

-- Key of a link: (adapter, issuer, subject). A subject is never handed to another person. What comes
-- by a link that proves nothing is a way to sign in, and no evidence.
CREATE TABLE upstream_link (
  id            uuid        PRIMARY KEY,
  person        uuid        NOT NULL REFERENCES person,
  adapter       text        NOT NULL,
  issuer        text        NOT NULL,
  subject       bytea       NOT NULL,
  subject_index bytea       NOT NULL CHECK (length(subject_index) = 32),
  proves        boolean     NOT NULL DEFAULT true,
  linked_at     timestamptz NOT NULL,
  last_used_at  timestamptz,
  way           text        NOT NULL, -- the adapter's door by which it was linked
  sign_in       uuid,                 -- the sign-in in which it was linked
  UNIQUE (subject_index, adapter, issuer)
);
CREATE INDEX upstream_link_person ON upstream_link (person);

-- Upstreams of which the person ended a link: none of theirs is linked again by a proof alone, until
-- the person or two operators allow it, which takes the row away. Nothing personal is kept in it.
CREATE TABLE ended_link (
  id       uuid        PRIMARY KEY,
  person   uuid        NOT NULL REFERENCES person,
  adapter  text        NOT NULL,
  way      text        NOT NULL, -- the adapter's door by which it had been linked
  ended_at timestamptz NOT NULL,
  UNIQUE (person, adapter)
);

-- What sources say of a person; of each kind at most one is believed, the others stay as they were.
CREATE TABLE person_claim (
  id             uuid        PRIMARY KEY,
  person         uuid        NOT NULL REFERENCES person,
  kind           text        NOT NULL CHECK (kind IN ('NAME', 'LATIN_NAME', 'BIRTH_DATE')),
  value          bytea       NOT NULL,
  source         text        NOT NULL,
  level          text        NOT NULL CHECK (level IN ('P1', 'P2', 'P3', 'P4', 'P5')),
  established_at timestamptz NOT NULL,
  evidence       uuid        NOT NULL REFERENCES evidence,
  believed       boolean     NOT NULL,
  hearsay        boolean     NOT NULL DEFAULT false, -- said where a link alone showed the person
  recorded_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_claim_believed ON person_claim (person, kind) WHERE believed;
CREATE INDEX person_claim_person ON person_claim (person);

-- A family may share a phone: the slots are the limit of five. Numbers are issued again: own_use_at is
-- when the person last showed the code together with what is theirs, held_at when the carriers last
-- said that the number had not changed hands. Neither: not known, as after an import without a date.
-- awaits_code: bound by an operator after the hold; its first code beside a fact is the first use.
CREATE TABLE phone_credential (
  id          uuid        PRIMARY KEY,
  person      uuid        NOT NULL REFERENCES person,
  phone       bytea       NOT NULL,
  phone_index bytea       NOT NULL CHECK (length(phone_index) = 32),
  slot        smallint    NOT NULL CHECK (slot BETWEEN 1 AND 5),
  bound_at    timestamptz NOT NULL,
  own_use_at  timestamptz,
  held_at     timestamptz,
  awaits_code boolean     NOT NULL DEFAULT false,
  ended_at    timestamptz
);
CREATE UNIQUE INDEX phone_credential_slot ON phone_credential (phone_index, slot) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX phone_credential_person ON phone_credential (person, phone_index) WHERE ended_at IS NULL;
CREATE INDEX phone_credential_phone ON phone_credential (phone_index, bound_at);
CREATE INDEX phone_credential_bound ON phone_credential (person, bound_at);

-- Changes of phone that wait (48 hours), and what became of them.
CREATE TABLE phone_change (
  id           uuid        PRIMARY KEY,
  person       uuid        NOT NULL REFERENCES person,
  phone        bytea       NOT NULL,
  reason       text        NOT NULL, -- the factors as AccountRule.Own names them; without shown_at an operator's words
  shown_at     timestamptz,
  started_at   timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  ended_at     timestamptz,
  outcome      text        CHECK (outcome IN ('DONE', 'CANCELLED', 'FROZEN', 'REPLACED', 'NO_ROOM',
                                              'WITHDRAWN')),
  cancelled_by text, -- the factors, as AccountRule.Own names them
  settled_at   timestamptz, -- the phone was changed since: the cancel counts no more
  settled_by   uuid,        -- the take-over that did it, or what undid one: undone, the cancel counts again
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK ((cancelled_by IS NULL) = (outcome IS DISTINCT FROM 'CANCELLED')),
  CHECK (settled_at IS NULL OR cancelled_by IS NOT NULL),
  CHECK (settled_by IS NULL OR settled_at IS NOT NULL)
);
CREATE UNIQUE INDEX phone_change_waiting ON phone_change (person) WHERE ended_at IS NULL;
CREATE INDEX phone_change_person ON phone_change (person);
CREATE INDEX phone_change_settled ON phone_change (settled_by) WHERE settled_by IS NOT NULL;
CREATE INDEX phone_change_due ON phone_change (due_at, id) WHERE ended_at IS NULL;

-- The proof that by itself began one: pieces as in evidence, where they need not stand.
CREATE TABLE phone_change_proof (
  change    uuid NOT NULL REFERENCES phone_change,
  method    text NOT NULL,
  source    text NOT NULL,
  reference text NOT NULL
);
CREATE INDEX phone_change_proof_change ON phone_change_proof (change);

-- What the carriers said of a document and a phone: asked once, good for thirty days.
CREATE TABLE phone_holder (
  pair_index     bytea       PRIMARY KEY CHECK (length(pair_index) = 32),
  document_index bytea       NOT NULL CHECK (length(document_index) = 32),
  answer         text        NOT NULL CHECK (answer IN ('THEIRS', 'ANOTHERS', 'UNKNOWN')),
  reference      text        NOT NULL,
  digest         text        NOT NULL,
  asked_at       timestamptz NOT NULL
);
CREATE INDEX phone_holder_asked ON phone_holder (asked_at);
CREATE INDEX phone_holder_document ON phone_holder (document_index);

-- Take-overs of accounts that were opened by name and number alone, those that wait among them.
CREATE TABLE take_over (
  id         uuid        PRIMARY KEY,
  person     uuid        NOT NULL REFERENCES person,
  basis      text        NOT NULL CHECK (basis IN ('PROOF', 'CARRIERS', 'COUNTER')),
  phone      bytea,
  reference  text        NOT NULL,
  digest     text        NOT NULL,
  shown_at   timestamptz NOT NULL,
  sign_in    uuid,
  started_at timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  ended_at   timestamptz,
  outcome    text        CHECK (outcome IN ('DONE', 'RESTS_ON_MORE', 'MERGED', 'NO_ROOM', 'WITHDRAWN',
                                            'UNDONE', 'ERASED')),
  undone_at  timestamptz,
  held       boolean     NOT NULL DEFAULT false, -- stands still, until the person is let in
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK ((undone_at IS NULL) = (outcome IS DISTINCT FROM 'UNDONE'))
);
CREATE UNIQUE INDEX take_over_waiting ON take_over (person) WHERE ended_at IS NULL;
CREATE INDEX take_over_person ON take_over (person);
CREATE INDEX take_over_due ON take_over (due_at, id) WHERE ended_at IS NULL;

-- Factors and links that ended by a take-over or by its undoing, as they were, for the counter. Of an
-- account that others became part of they may be another's: origin is who brought it in, whose erasure
-- takes it also after the two were parted.
CREATE TABLE ended_factor (
  ended_by uuid  NOT NULL,
  place    text  NOT NULL,
  person   uuid  NOT NULL REFERENCES person,
  origin   uuid  NOT NULL REFERENCES person,
  content  jsonb NOT NULL
);
CREATE INDEX ended_factor_by ON ended_factor (ended_by);
CREATE INDEX ended_factor_person ON ended_factor (person);
CREATE INDEX ended_factor_origin ON ended_factor (origin);

-- An earlier system hashed what was typed; ours hashes its normal form, and replaces the other at
-- the first sign-in.
CREATE TABLE password_credential (
  person     uuid        PRIMARY KEY REFERENCES person,
  encoded    text        NOT NULL,
  set_at     timestamptz NOT NULL,
  first_set_at timestamptz, -- since when there is one, where it took the place of another
  imported   boolean     NOT NULL DEFAULT false
);

-- What an authenticator knows a person by: random, never the person's id.
CREATE TABLE passkey_user (
  person uuid  PRIMARY KEY REFERENCES person,
  handle bytea NOT NULL UNIQUE CHECK (length(handle) = 64)
);

CREATE TABLE passkey_credential (
  id              uuid        PRIMARY KEY,
  person          uuid        NOT NULL REFERENCES person,
  credential_id   bytea       NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 16 AND 1023),
  aaguid          uuid        NOT NULL,
  public_key      bytea       NOT NULL,
  sign_count      bigint      NOT NULL,
  backup_eligible boolean     NOT NULL,
  backed_up       boolean     NOT NULL,
  label           text        NOT NULL, -- where it was made, in our words
  name            bytea,                -- what its owner calls it
  created_at      timestamptz NOT NULL,
  last_used_at    timestamptz,
  counted_back_at timestamptz,
  registered_for  uuid        REFERENCES passkey_user -- whose handle it answers with, where moved
);
CREATE INDEX passkey_credential_person ON passkey_credential (person);
CREATE INDEX passkey_credential_registered_for ON passkey_credential (registered_for)
  WHERE registered_for IS NOT NULL;

-- Challenges that a key has answered, one each, whatever becomes of the key.
CREATE TABLE passkey_challenge (
  challenge   bytea       PRIMARY KEY CHECK (length(challenge) = 32),
  answered_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_answered ON passkey_challenge (answered_at);

-- What signs in to an account, since when it is there (ever, where it came with the account), and when it
-- was last shown as far as that is known of each by itself (infinity: not known, so that it may always be
-- what was shown; whoever adds one shows it). What took the place of another stands in its kind's place
-- since that one was there (kind_since): it is young, and the account is no weaker for it.
CREATE VIEW added_way AS
  SELECT c.kind, c.person, c.id, c.shown_at,
         CASE WHEN c.added_at <= p.created_at THEN '-infinity' ELSE c.added_at END AS since,
         CASE WHEN c.kind_since <= p.created_at THEN '-infinity' ELSE c.kind_since END AS kind_since
    FROM person p
    JOIN (SELECT 'PHONE' AS kind, person, id, bound_at AS added_at,
                 (SELECT min(e.bound_at) FROM phone_credential e WHERE e.person = n.person) AS kind_since,
                 'infinity'::timestamptz AS shown_at
            FROM phone_credential n WHERE ended_at IS NULL
          UNION ALL
          SELECT 'PASSWORD', person, person, set_at, coalesce(first_set_at, set_at), 'infinity'
            FROM password_credential
          UNION ALL
          SELECT 'PASSKEY', person, id, created_at, created_at, greatest(created_at, last_used_at)
            FROM passkey_credential
          UNION ALL
          SELECT 'LINK', person, id, linked_at, linked_at, greatest(linked_at, last_used_at)
            FROM upstream_link) c ON c.person = p.id;

-- What signs in to an account that is frozen. From before is what was there at settled_at: that can thaw
-- it, if its owner may use it then. The rest ends with the freeze.
CREATE VIEW frozen_way AS
  SELECT w.person, w.kind, w.id,
         NOT w.before AS recent,
         w.before AND w.status = 'ACTIVE' AS thaws
    FROM (SELECT p.id AS person, p.status, c.kind, c.id,
                 c.since < f.settled_at AS before
            FROM person p
            JOIN account_freeze f ON f.person = p.id AND f.ended_at IS NULL
            JOIN added_way c ON c.person = p.id
           WHERE p.frozen) w;

-- Where persons signed in before: browsers by the keyed hash of a mark of their own, networks by a keyed
-- hash. Strangers do not use up what is counted there. At most ten browsers and three networks a person.
CREATE TABLE known_place (
  person  uuid        NOT NULL REFERENCES person,
  place   bytea       NOT NULL CHECK (length(place) = 32),
  kind    text        NOT NULL CHECK (kind IN ('BROWSER', 'NETWORK')),
  used_at timestamptz NOT NULL,
  PRIMARY KEY (person, place)
);
CREATE INDEX known_place_place ON known_place (place);
CREATE INDEX known_place_used_at ON known_place (used_at);

-- What persons call the browsers that they sign in with. At most twenty a person.
CREATE TABLE device_name (
  id           uuid        PRIMARY KEY,
  person       uuid        NOT NULL REFERENCES person,
  browser_hash bytea       NOT NULL CHECK (length(browser_hash) = 32),
  name         bytea       NOT NULL,
  used_at      timestamptz NOT NULL, -- when it was given, or the person last signed in there
  UNIQUE (person, browser_hash)
);
CREATE INDEX device_name_used_at ON device_name (used_at);

-- The language of the pages that a person used last, and the one before it: what somebody chose who came
-- in just now is not yet what the owner is told in.
CREATE TABLE person_language (
  person   uuid        PRIMARY KEY REFERENCES person,
  language text        NOT NULL CHECK (language IN ('zh-CN', 'zh-TW', 'zh-HK', 'en')),
  settled  text        CHECK (settled IN ('zh-CN', 'zh-TW', 'zh-HK', 'en')),
  since    timestamptz NOT NULL
);

-- What an import took over, so that a second run goes on where the first one stopped. Of somebody who was
-- erased since the row stays without them, so that the same file does not bring them back: a keyed hash
-- of the earlier system's id, or of the document, that says nothing to who has not both key and that.
CREATE TABLE citizen_import_row (
  source      text        NOT NULL,
  key         bytea       NOT NULL CHECK (length(key) = 32),
  person      uuid        REFERENCES person,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (source, key)
);
CREATE INDEX citizen_import_row_person ON citizen_import_row (person) WHERE person IS NOT NULL;
