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
CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE ON audit_chain
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_chain_keep BEFORE TRUNCATE ON audit_chain
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_keep BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- The lowest id of version 7 that a time can have.
CREATE FUNCTION audit_lowest_id(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partition of one month (UTC), unless it is there. Attached rather than created in
-- place, so that writers are not held up.
CREATE FUNCTION audit_make_partition(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  partition text := 'audit_event_' || to_char(month, 'YYYY_MM');
  since     timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
  until     timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  PERFORM pg_advisory_xact_lock(1954021394);
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE audit_event INCLUDING DEFAULTS)', partition);
  EXECUTE format('ALTER TABLE audit_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                 partition, audit_lowest_id(since), audit_lowest_id(until));
  EXECUTE format('CREATE TRIGGER audit_event_keep BEFORE TRUNCATE ON %I
                  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()', partition);
END
$$;
