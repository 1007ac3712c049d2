-- Prepares one PostgreSQL server as a target. A superuser runs it in the database that grant-service's URL names
-- (locally `postgres`); it may be run again. Role memberships belong to the whole server, so a server is one target, and
-- this is for one database of it.
--
-- What grant-service gets, and nothing more:
--   * a login that is neither superuser nor CREATEROLE,
--   * pg_signal_backend, to end the sessions of an account whose access was taken away,
--   * tables of its own: for fences, and for which target this is,
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

-- Memberships carry the login that gave them and not the database it was in. Two targets on one server, each with its
-- own tables in its own database, would take away what the other gave, so the login itself remembers its database.
DO $$
DECLARE
    elsewhere text;
BEGIN
    SELECT pg_catalog.substr(setting, pg_catalog.length('hourglass.database=') + 1) INTO elsewhere
      FROM pg_catalog.pg_db_role_setting AS s, pg_catalog.unnest(s.setconfig) AS setting
     WHERE s.setrole = 'hourglass'::regrole AND s.setdatabase = 0 AND setting LIKE 'hourglass.database=%'
       AND setting <> 'hourglass.database=' || pg_catalog.current_database();
    IF elsewhere IS NOT NULL THEN
        RAISE EXCEPTION 'hourglass is set up in the database % of this server already, and a server is one target', elsewhere
            USING HINT = 'To move it here for good: ALTER ROLE hourglass RESET hourglass.database, then run this again.';
    END IF;
    EXECUTE pg_catalog.format('ALTER ROLE hourglass SET hourglass.database = %L', pg_catalog.current_database());
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

-- Which target of grant-service's settings this is: the first that came. Another one is refused until a superuser
-- writes its id here.
CREATE TABLE IF NOT EXISTS hourglass.target (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       text NOT NULL
);
REVOKE ALL ON TABLE hourglass.target FROM PUBLIC;
GRANT SELECT, INSERT ON TABLE hourglass.target TO hourglass;

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
