-- Prepares one PostgreSQL server as a target. A superuser runs it in the database that grant-service's URL names
-- (locally `postgres`); it may be run again. Role memberships belong to the whole server, so once a server is enough.
--
-- What grant-service gets, and nothing more:
--   * a login that is neither superuser nor CREATEROLE,
--   * pg_signal_backend, to end the sessions of an account whose access was taken away,
--   * a table of its own for fences,
--   * one function that turns statement logging on and off for one account.
-- ADMIN OPTION on each entitlement role comes where that role is made, one line a role:
--   GRANT payments_eu_reader TO hourglass WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'hourglass') THEN
        CREATE ROLE hourglass LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT 50;
    END IF;
END
$$;

-- Signalling needs the right itself, so this membership is inherited.
GRANT pg_signal_backend TO hourglass WITH ADMIN FALSE, INHERIT TRUE, SET FALSE;

CREATE SCHEMA IF NOT EXISTS hourglass;
REVOKE ALL ON SCHEMA hourglass FROM PUBLIC;
GRANT USAGE ON SCHEMA hourglass TO hourglass;

-- One row per account that was ever touched: the newest fence that was obeyed, the account's immutable id, whether its
-- sessions still have to be ended after a removal that is already committed, and what it was given and not yet taken
-- away: sessions may still use an entitlement that somebody else has revoked meanwhile.
CREATE TABLE IF NOT EXISTS hourglass.fence (
    account       text PRIMARY KEY,
    account_oid   oid NOT NULL,
    fence         bigint NOT NULL CHECK (fence > 0),
    sessions_owed boolean NOT NULL DEFAULT false,
    changed_at    timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);
ALTER TABLE hourglass.fence ADD COLUMN IF NOT EXISTS given text[] NOT NULL DEFAULT '{}';
REVOKE ALL ON TABLE hourglass.fence FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON TABLE hourglass.fence TO hourglass;

-- `record-session`: every statement of the account goes to the server's log. log_statement can't be changed by the
-- account itself, and only superusers may set it, hence a function of theirs that can do this one thing.
CREATE OR REPLACE FUNCTION hourglass.record_statements(account pg_catalog.oid, record pg_catalog.bool)
    RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    account_name name;
BEGIN
    SELECT rolname INTO account_name FROM pg_roles
     WHERE oid = account AND rolcanlogin AND NOT rolsuper AND rolname <> 'hourglass';
    IF account_name IS NULL THEN
        RAISE EXCEPTION 'role % is not an account whose statements hourglass may record', account;
    END IF;
    IF record THEN
        EXECUTE format('ALTER ROLE %I SET log_statement = %L', account_name, 'all');
    ELSE
        EXECUTE format('ALTER ROLE %I RESET log_statement', account_name);
    END IF;
END
$$;
REVOKE ALL ON FUNCTION hourglass.record_statements(pg_catalog.oid, pg_catalog.bool) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hourglass.record_statements(pg_catalog.oid, pg_catalog.bool) TO hourglass;
