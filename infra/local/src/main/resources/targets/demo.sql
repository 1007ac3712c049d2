-- Demo data of one database, and the NOLOGIN roles that give access to it: DATABASE_reader and so on.
-- A superuser runs it in that database, after set-up.sql, with the roles that the catalog offers (`reader,writer`)
-- in the place of :roles; safe to run again.

CREATE SCHEMA IF NOT EXISTS app;

CREATE TABLE IF NOT EXISTS app.payment (
    id        bigint PRIMARY KEY,
    payer     text NOT NULL,
    cents     bigint NOT NULL CHECK (cents > 0),
    currency  text NOT NULL,
    state     text NOT NULL CHECK (state IN ('received', 'stuck', 'settled')),
    booked_at timestamptz NOT NULL
);
INSERT INTO app.payment
SELECT 4700 + n, 'Customer ' || n, 1000 + n * 17, 'EUR', CASE WHEN n = 11 THEN 'stuck' ELSE 'settled' END,
       timestamptz '2026-11-01 08:00:00+00' + n * interval '7 minutes'
  FROM generate_series(1, 100) AS n
ON CONFLICT (id) DO NOTHING;

CREATE TABLE IF NOT EXISTS app.entry (
    id        bigint PRIMARY KEY,
    account   text NOT NULL,
    cents     bigint NOT NULL,
    booked_at timestamptz NOT NULL
);
INSERT INTO app.entry
SELECT n, CASE WHEN n % 2 = 0 THEN 'assets' ELSE 'revenue' END, CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END * (1000 + n * 17),
       timestamptz '2026-11-01 08:00:00+00' + n * interval '11 minutes'
  FROM generate_series(1, 200) AS n
ON CONFLICT (id) DO NOTHING;

DO $$
DECLARE
    database text := pg_catalog.current_database();
    entitlement text;
    rights text;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', database);
    FOR entitlement, rights IN
        SELECT database || '_' || role, given
          FROM (VALUES ('reader', 'SELECT'),
                       ('debugger', 'SELECT, UPDATE'),
                       ('writer', 'SELECT, INSERT, UPDATE, DELETE'),
                       ('owner', 'ALL')) AS known (role, given)
         WHERE role = ANY (string_to_array(:roles, ','))
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = entitlement) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', entitlement);
        END IF;
        EXECUTE format('GRANT %I TO hourglass WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', entitlement);
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', database, entitlement);
        EXECUTE format('GRANT USAGE ON SCHEMA app TO %I', entitlement);
        EXECUTE format('GRANT %s ON app.payment, app.entry TO %I', rights, entitlement);
        IF rights = 'ALL' THEN
            EXECUTE format('GRANT ALL ON SCHEMA app TO %I', entitlement);
        END IF;
    END LOOP;
END
$$;
