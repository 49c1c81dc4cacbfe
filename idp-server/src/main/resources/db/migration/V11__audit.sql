-- The trail. Events are appended by whoever causes them, in the transaction of the effect;
-- the sealer links them into the chain once their transactions are over.

CREATE TABLE audit_event (
  id          uuid        PRIMARY KEY,                              -- version 7: sorted by time
  xact        xid8        NOT NULL DEFAULT pg_current_xact_id(),    -- the sealer's cursor
  occurred_at timestamptz NOT NULL,
  type        text        NOT NULL,
  address     text        NOT NULL,
  user_agent  text        NOT NULL,
  person      uuid,
  client      text,
  session     uuid,
  grant_id    uuid,
  sign_in     uuid,
  details     text        NOT NULL                                  -- canonical JSON, kept byte by byte
) PARTITION BY RANGE (id);

CREATE INDEX audit_event_unsealed ON audit_event (xact, id);
CREATE INDEX audit_event_person ON audit_event (person, id) WHERE person IS NOT NULL;
CREATE INDEX audit_event_type ON audit_event (type, id);

-- Nothing is ever lost for want of a partition.
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;

CREATE TABLE audit_chain (
  position bigint PRIMARY KEY,
  event_id uuid   NOT NULL UNIQUE,
  xact     xid8   NOT NULL,
  hash     bytea  NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE audit_checkpoint (
  position  bigint      PRIMARY KEY,
  signed_at timestamptz NOT NULL,
  jws       text        NOT NULL
);

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END
$$;

-- Row triggers are inherited by every partition; those for TRUNCATE are not.
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_event_keep BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_event_keep BEFORE TRUNCATE ON audit_event_default
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_chain_keep BEFORE TRUNCATE ON audit_chain
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_keep BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Where the chain begins in this database: what stands before is in a file outside it. The row is
-- signed, and says what the archive ends with; the trail is verified from there on.
CREATE TABLE audit_archive (
  position    bigint      PRIMARY KEY,      -- the last link in the archive
  file        text        NOT NULL,
  archived_at timestamptz NOT NULL,
  jws         text        NOT NULL
);
CREATE TRIGGER audit_archive_append_only BEFORE UPDATE OR DELETE ON audit_archive
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_archive_keep BEFORE TRUNCATE ON audit_archive
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Links and checkpoints that are in an archive may go; no others.
CREATE FUNCTION audit_refuse_unless_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.position <= (SELECT max(position) FROM audit_archive) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE ON audit_chain
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_unless_archived();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_unless_archived();
