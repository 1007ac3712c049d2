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
--
-- The login is called `hourglass`. For another one, beside it or in its place: SET hourglass.login = 'name' before this,
-- in the same session.

-- Memberships carry the login that gave them and not the database it was in. Two targets on one server, each with its
-- own tables in its own database, would take away what the other gave, so the login itself remembers its database.
DO $$
DECLARE
    login text := coalesce(nullif(pg_catalog.current_setting('hourglass.login', true), ''), 'hourglass');
    elsewhere text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = login) THEN
        EXECUTE pg_catalog.format(
            'CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT 50', login);
    END IF;
    SELECT pg_catalog.substr(setting, pg_catalog.length('hourglass.database=') + 1) INTO elsewhere
      FROM pg_catalog.pg_roles AS r JOIN pg_catalog.pg_db_role_setting AS s ON s.setrole = r.oid AND s.setdatabase = 0,
           pg_catalog.unnest(s.setconfig) AS setting
     WHERE r.rolname = login AND setting LIKE 'hourglass.database=%'
       AND setting <> 'hourglass.database=' || pg_catalog.current_database();
    IF elsewhere IS NOT NULL THEN
        RAISE EXCEPTION '% is set up in the database % of this server already, and a server is one target', login, elsewhere
            USING HINT = pg_catalog.format(
                'To move it here for good: ALTER ROLE %I RESET hourglass.database, then run this again.', login);
    END IF;
    EXECUTE pg_catalog.format('ALTER ROLE %I SET hourglass.database = %L', login, pg_catalog.current_database());
    -- Signalling needs the right itself, so this membership is inherited.
    EXECUTE pg_catalog.format('GRANT pg_signal_backend TO %I WITH ADMIN FALSE, INHERIT TRUE, SET FALSE', login);
END
$$;

CREATE SCHEMA IF NOT EXISTS hourglass;
REVOKE ALL ON SCHEMA hourglass FROM PUBLIC;

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

-- Which target of grant-service's settings this is: the first that came. Another one is refused until a superuser
-- writes its id here. With each login that it ever had: what a former one gave is its own still. As regrole, so that a
-- dump carries their names.
CREATE TABLE IF NOT EXISTS hourglass.target (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id       text NOT NULL
);
ALTER TABLE hourglass.target ADD COLUMN IF NOT EXISTS logins regrole[] NOT NULL DEFAULT '{}';
REVOKE ALL ON TABLE hourglass.target FROM PUBLIC;

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
     WHERE oid = account AND rolcanlogin AND NOT rolsuper AND rolname <> session_user;
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

DO $$
DECLARE
    login text := coalesce(nullif(pg_catalog.current_setting('hourglass.login', true), ''), 'hourglass');
BEGIN
    EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA hourglass TO %I', login);
    EXECUTE pg_catalog.format('GRANT SELECT, INSERT, UPDATE ON TABLE hourglass.fence TO %I', login);
    EXECUTE pg_catalog.format('GRANT SELECT, INSERT, UPDATE (logins) ON TABLE hourglass.target TO %I', login);
    EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION hourglass.record_statements(oid, bool) TO %I', login);
END
$$;
