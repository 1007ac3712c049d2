-- One account per person of the example directory: they can log in and own nothing. Safe to run again.
DO $$
DECLARE
    person text;
BEGIN
    FOREACH person IN ARRAY ARRAY['alice', 'ivan', 'bob', 'carol', 'mike', 'kim', 'lena', 'dave', 'erin', 'frank',
                                  'grace', 'judy'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = person) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', person);
        END IF;
    END LOOP;
END
$$;
