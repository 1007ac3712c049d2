-- Goes up with every change of the copies of directory and catalog, in the transaction that changes them, so that an
-- instance knows whether what it remembers of them still holds. Kept by triggers, so that no statement can forget it.
CREATE TABLE mirror_version (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint  NOT NULL
);
INSERT INTO mirror_version (version) VALUES (1);

CREATE FUNCTION mirror_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE mirror_version SET version = version + 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER mirror_changed AFTER INSERT OR UPDATE OR DELETE ON person
  FOR EACH STATEMENT EXECUTE FUNCTION mirror_changed();
CREATE TRIGGER mirror_changed AFTER INSERT OR UPDATE OR DELETE ON identity
  FOR EACH STATEMENT EXECUTE FUNCTION mirror_changed();
CREATE TRIGGER mirror_changed AFTER INSERT OR UPDATE OR DELETE ON resource
  FOR EACH STATEMENT EXECUTE FUNCTION mirror_changed();
