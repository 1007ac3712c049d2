-- Demo data of the database payments_staging (staging) and the NOLOGIN roles that give access to it.
-- A superuser runs it in that database, after set-up.sql; safe to run again.

DO $$
DECLARE
    entitlement text;
BEGIN
    FOREACH entitlement IN ARRAY ARRAY['payments_staging_reader', 'payments_staging_writer', 'payments_staging_owner'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = entitlement) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', entitlement);
        END IF;
        EXECUTE format('GRANT %I TO hourglass WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', entitlement);
    END LOOP;
END
$$;

REVOKE ALL ON DATABASE payments_staging FROM PUBLIC;
GRANT CONNECT ON DATABASE payments_staging TO payments_staging_reader, payments_staging_writer, payments_staging_owner;
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO payments_staging_reader, payments_staging_writer, payments_staging_owner;

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

GRANT SELECT ON app.payment TO payments_staging_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.payment TO payments_staging_writer;
GRANT ALL ON app.payment TO payments_staging_owner;
GRANT ALL ON SCHEMA app TO payments_staging_owner;
