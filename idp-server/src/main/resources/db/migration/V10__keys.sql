-- Keys at rest. Nothing here opens without the key-encryption key, which is a file and never a row.

-- A constant sealed under the key-encryption key: tells a wrong key before anything is misread.
CREATE TABLE key_check (
  only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  sealed     bytea       NOT NULL,
  created_at timestamptz NOT NULL
);

-- Symmetric keys, wrapped. The id stands in front of everything sealed under the key.
CREATE TABLE data_key (
  id         integer     PRIMARY KEY,
  purpose    text        NOT NULL,
  wrapped    bytea       NOT NULL,
  state      text        NOT NULL CHECK (state IN ('active', 'opening')),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX data_key_active ON data_key (purpose) WHERE state = 'active';

-- Whose key sealed a value: the person stands behind the version's byte, as the data key does in values
-- under a data key. Read together with that person's wrapped key: seal_key || value.
CREATE FUNCTION sealed_by(sealed bytea) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT encode(substr(sealed, 2, 16), 'hex')::uuid
$$;

-- Signing keys. The row stays for ever, so that old audit checkpoints can be verified;
-- the private part is erased when the key is gone.
CREATE TABLE signing_key (
  kid            text        PRIMARY KEY,
  algorithm      text        NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'PS256', 'EDDSA', 'ML_DSA_65', 'SGD_SM3_SM2')),
  state          text        NOT NULL CHECK (state IN ('next', 'active', 'retiring', 'gone')),
  public_key     bytea       NOT NULL,
  private_key    bytea,
  created_at     timestamptz NOT NULL,
  activated_at   timestamptz,
  retiring_until timestamptz,
  gone_at        timestamptz,
  CHECK ((state = 'gone') = (private_key IS NULL)),
  CHECK (state <> 'retiring' OR retiring_until IS NOT NULL)
);
CREATE UNIQUE INDEX signing_key_active ON signing_key (algorithm) WHERE state = 'active';
CREATE UNIQUE INDEX signing_key_next ON signing_key (algorithm) WHERE state = 'next';

-- Counts changes of signing_key; every node compares it with what it has loaded.
CREATE TABLE signing_key_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint  NOT NULL
);
INSERT INTO signing_key_version (version) VALUES (0);
