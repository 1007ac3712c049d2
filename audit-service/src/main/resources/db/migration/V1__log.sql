-- The log itself. What is in it is never changed or removed: see the triggers at the end.

-- Where each source stands. '@audit' is the log's own: gaps that it found, and who read it. A partition whose
-- offsets began anew (truncated, or its topic made again) goes on as a new incarnation.
CREATE TABLE source (
  id          integer  PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  topic       text     NOT NULL,
  partition   integer  NOT NULL,
  incarnation integer  NOT NULL,
  next_offset bigint   NOT NULL,
  UNIQUE (topic, partition, incarnation)
);
INSERT INTO source (topic, partition, incarnation, next_offset) VALUES ('@audit', 0, 0, 0);

-- One row: how many entries there are. Whoever appends moves it from what it believes to be true.
CREATE TABLE log_head (
  alone   boolean PRIMARY KEY DEFAULT true CHECK (alone),
  size    bigint  NOT NULL
);
INSERT INTO log_head (size) VALUES (0);

CREATE TABLE entry (
  index         bigint      PRIMARY KEY,
  source        integer     NOT NULL,
  source_offset bigint      NOT NULL,
  recorded_at   timestamptz NOT NULL,
  leaf          bytea       STORAGE EXTERNAL NOT NULL,
  UNIQUE (source, source_offset)
);
CREATE INDEX entry_by_time ON entry USING brin (recorded_at);

-- The bodies of entries that are in the log by hash.
CREATE TABLE payload (
  index bigint PRIMARY KEY,
  body  bytea  STORAGE EXTERNAL NOT NULL
);

-- Full tiles only; the unfinished ones at the edge follow from the entries.
CREATE TABLE tile (
  level  integer NOT NULL,
  index  bigint  NOT NULL,
  hashes bytea   STORAGE EXTERNAL NOT NULL CHECK (octet_length(hashes) = 8192),
  PRIMARY KEY (level, index)
);

-- Written with the entries that it covers; signed only after that is committed.
CREATE TABLE checkpoint (
  size       bigint      PRIMARY KEY,
  root       bytea       NOT NULL CHECK (octet_length(root) = 32),
  written_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE signed_checkpoint (
  size      bigint      PRIMARY KEY,
  note      text        NOT NULL,
  signed_at timestamptz NOT NULL
);
-- What was to be sent to the checkpoint topic, with the event's own number and id, so that a repeat is the same event.
CREATE TABLE announcement (
  sequence bigint PRIMARY KEY,
  size     bigint NOT NULL UNIQUE,
  event_id uuid   NOT NULL
);
-- Where a signed checkpoint has arrived outside of this database.
CREATE TABLE anchor (
  size        bigint      NOT NULL,
  place       text        NOT NULL CHECK (place IN ('file', 'topic')),
  anchored_at timestamptz NOT NULL,
  PRIMARY KEY (size, place)
);

-- Sequence gaps that are in the log or on their way, so that reading it again reports none of them twice.
CREATE TABLE gap_noted (
  gap      text        PRIMARY KEY,
  noted_at timestamptz NOT NULL DEFAULT now()
);

-- What the log is to write about itself with its next batch.
CREATE TABLE waiting (
  id       bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  type     text        NOT NULL,
  key      text        NOT NULL,
  value    text        NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the audit log only grows', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['entry', 'payload', 'tile', 'checkpoint', 'signed_checkpoint', 'announcement', 'anchor',
                              'gap_noted'] LOOP
    EXECUTE format('CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
    -- The service that owns its tables gives up what it must not use; one that doesn't is given what it needs below.
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM CURRENT_USER, PUBLIC', kept);
  END LOOP;
END $$;
