-- Tables that are partitioned by month over a time-ordered id: one way to make and to heal their
-- partitions. Which tables these are, and what is kept how long, says the room that owns them.

-- The lowest id of version 7 that a time can have (RFC 9562 5.7): 48 bits of milliseconds.
CREATE FUNCTION uuid_v7_floor(at timestamptz) RETURNS uuid
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN rpad(lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

-- The column that a table is partitioned by, and where its rows of no month go.
CREATE FUNCTION month_layout(parent regclass, OUT key name, OUT spare regclass)
  LANGUAGE sql STABLE AS $$
  SELECT a.attname, p.partdefid::regclass
    FROM pg_partitioned_table p
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
   WHERE p.partrelid = parent
$$;

-- The partitions of months, and the id at which each ends.
CREATE FUNCTION month_partitions(parent regclass)
  RETURNS TABLE (name name, ends uuid) LANGUAGE sql STABLE AS $$
  SELECT c.relname,
         substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([0-9a-f-]{36})''\)')::uuid
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = parent AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
   ORDER BY c.relname
$$;

-- Makes the partition of one month (UTC), unless it is there. If the default partition holds rows of
-- the month, at most so many of their ids are moved, oldest first, and the partition reaches as far
-- as they do; whoever calls calls again until it is done. Readers find every row at every moment.
CREATE FUNCTION make_month(parent regclass, month date, most integer, OUT moved bigint, OUT done boolean)
  LANGUAGE plpgsql AS $$
DECLARE
  layout    record := month_layout(parent);
  since     uuid := uuid_v7_floor(date_trunc('month', month::timestamp) AT TIME ZONE 'UTC');
  until     uuid := uuid_v7_floor((date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC');
  part      text;
  reached   uuid;
  nth       uuid;
  waiting   boolean;
  statement text;
BEGIN
  moved := 0;
  done := true;
  PERFORM pg_advisory_xact_lock(1954021394, parent::oid::integer);
  SELECT relname || '_' || to_char(month, 'YYYY_MM') INTO STRICT part FROM pg_class WHERE oid = parent;
  SELECT ends INTO reached FROM month_partitions(parent) WHERE name = part;
  IF reached >= until THEN
    RETURN;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$s WHERE %2$I >= $1 AND %2$I < $2)', layout.spare, layout.key)
     INTO waiting USING since, until;
  IF waiting THEN
    -- all at once and first of all: a lock that grows later waits for whoever waits for it
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', parent);
  END IF;
  IF to_regclass(part) IS NULL THEN
    EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING ALL)', part, parent);
    -- row triggers come with attaching; those of statements do not
    FOR statement IN
      SELECT format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION %s()',
                    tgname, part, tgfoid::regproc)
        FROM pg_trigger WHERE tgrelid = parent AND NOT tgisinternal AND tgtype & 33 = 32
    LOOP
      EXECUTE statement;
    END LOOP;
  ELSIF reached IS NOT NULL THEN
    EXECUTE format('ALTER TABLE %s DETACH PARTITION %I', parent, part);
  END IF;
  reached := until;
  IF waiting THEN
    EXECUTE format('SELECT %2$I FROM %1$s WHERE %2$I >= $1 AND %2$I < $2 ORDER BY %2$I OFFSET $3 LIMIT 1', layout.spare, layout.key)
       INTO nth USING since, until, most - 1;
    IF nth IS NOT NULL THEN
      EXECUTE format('SELECT %2$I FROM %1$s WHERE %2$I > $1 AND %2$I < $2 ORDER BY %2$I LIMIT 1', layout.spare, layout.key)
         INTO reached USING nth, until;
      reached := coalesce(reached, until);
    END IF;
    -- moving is no change of the row; the lock above keeps everybody else out meanwhile
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', layout.spare);
    EXECUTE format('WITH going AS (DELETE FROM %1$s WHERE %2$I >= $1 AND %2$I < $2 RETURNING *)
                    INSERT INTO %3$I SELECT * FROM going', layout.spare, layout.key, part)
      USING since, reached;
    GET DIAGNOSTICS moved = ROW_COUNT;
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', layout.spare);
  END IF;
  BEGIN
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, since, reached);
    done := reached = until;
  EXCEPTION WHEN check_violation THEN
    -- a row of the month came in since it was looked: the next call finds it waiting, and locks
    IF waiting THEN
      RAISE;
    END IF;
    done := false;
  END;
END
$$;

-- The months between two times of which the default partition holds rows.
CREATE FUNCTION months_without_partition(parent regclass, since timestamptz, until timestamptz)
  RETURNS SETOF date LANGUAGE plpgsql STABLE AS $$
DECLARE
  layout record := month_layout(parent);
  place  uuid := uuid_v7_floor(since);
  month  timestamp;
BEGIN
  LOOP
    EXECUTE format('SELECT %2$I FROM %1$s WHERE %2$I >= $1 AND %2$I < $2 ORDER BY %2$I LIMIT 1', layout.spare, layout.key)
       INTO place USING place, uuid_v7_floor(until);
    EXIT WHEN place IS NULL;
    month := date_trunc('month', to_timestamp(
      ('x' || substr(replace(place::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0) AT TIME ZONE 'UTC');
    RETURN NEXT month::date;
    place := uuid_v7_floor((month + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END
$$;
