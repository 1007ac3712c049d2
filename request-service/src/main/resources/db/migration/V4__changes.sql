-- When a request last changed, for those who wait for a change. Kept by a trigger, so that no statement can forget it.
ALTER TABLE request ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX request_by_change ON request (changed_at);

CREATE FUNCTION request_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER request_changed BEFORE UPDATE ON request FOR EACH ROW EXECUTE FUNCTION request_changed();

-- What list cursors are signed with: one secret for all instances, made once.
CREATE TABLE signing_key (
  name   text  PRIMARY KEY,
  secret bytea NOT NULL CHECK (length(secret) >= 32)
);
INSERT INTO signing_key
VALUES ('cursors', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
