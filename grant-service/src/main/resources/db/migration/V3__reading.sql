-- What people see of a person besides the id.
ALTER TABLE directory_person ADD COLUMN name text;

-- Cursors are signed with it; every instance has the same.
CREATE TABLE signing_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    secret   bytea NOT NULL
);
INSERT INTO signing_key (secret)
VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
