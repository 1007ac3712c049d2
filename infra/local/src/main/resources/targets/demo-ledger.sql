-- Demo data of the database ledger (production) and the NOLOGIN roles that give access to it.
-- A superuser runs it in that database, after set-up.sql; safe to run again.

DO $$
DECLARE
    entitlement text;
BEGIN
    FOREACH entitlement IN ARRAY ARRAY['ledger_reader', 'ledger_debugger', 'ledger_writer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = entitlement) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', entitlement);
        END IF;
        EXECUTE format('GRANT %I TO hourglass WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', entitlement);
    END LOOP;
END
$$;

REVOKE ALL ON DATABASE ledger FROM PUBLIC;
GRANT CONNECT ON DATABASE ledger TO ledger_reader, ledger_debugger, ledger_writer;
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO ledger_reader, ledger_debugger, ledger_writer;

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

GRANT SELECT ON app.payment, app.entry TO ledger_reader;
GRANT SELECT, UPDATE ON app.payment, app.entry TO ledger_debugger;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.payment, app.entry TO ledger_writer;
