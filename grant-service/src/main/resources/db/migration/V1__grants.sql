-- Grants, by the request's id. Terms are columns because sweeps and lists need them; a grant without terms is one that
-- failed before there was an allowance to believe.
CREATE TABLE grants (
    request_id        text PRIMARY KEY,
    state             text NOT NULL CHECK (state IN
                        ('PROVISIONING', 'ACTIVE', 'REVOKING', 'OVERDUE', 'REVOKED', 'FAILED', 'CLOSED')),
    revision          bigint NOT NULL,
    requests_sequence bigint NOT NULL,
    grants_sequence   bigint NOT NULL DEFAULT 0,
    expiries_sequence bigint NOT NULL DEFAULT 0,
    last_event        uuid,
    -- terms
    digest            text,
    decision_id       uuid,
    person            text,
    resource          text,
    role              text,
    target            text,
    account           text,
    entitlements      text[],
    granted_seconds   integer,
    not_after         timestamptz,
    start_by          timestamptz,
    policy_serial     bigint,
    policy_commit     text,
    policy_tree       text,
    policy_digest     text,
    break_glass       boolean,
    obligations       text[],
    -- life
    started_at        timestamptz,
    activated_at      timestamptz,
    expires_at        timestamptz,
    reason            text,
    detail            text NOT NULL DEFAULT '',
    due_at            timestamptz,
    verified_at       timestamptz,
    closing_operator  text,
    closing_evidence  text,
    closed_by         text[],
    -- what the state needs is there
    CHECK (state = 'FAILED' OR (target IS NOT NULL AND account IS NOT NULL AND started_at IS NOT NULL)),
    CHECK (state <> 'ACTIVE' OR expires_at IS NOT NULL),
    CHECK (state NOT IN ('REVOKING', 'OVERDUE') OR (due_at IS NOT NULL AND reason IS NOT NULL))
);
-- One index per sweep, over the few rows that it may move.
CREATE INDEX grants_to_expire ON grants (expires_at) WHERE state = 'ACTIVE';
CREATE INDEX grants_to_begin ON grants (start_by) WHERE state = 'PROVISIONING';
CREATE INDEX grants_to_remove ON grants (due_at) WHERE state = 'REVOKING';
CREATE INDEX grants_unfinished ON grants (target, account)
    WHERE state IN ('PROVISIONING', 'ACTIVE', 'REVOKING', 'OVERDUE');
CREATE INDEX grants_by_person ON grants (person, request_id DESC);
CREATE INDEX grants_by_resource ON grants (resource, request_id DESC);

-- One row per account that was ever given access. `due_at` says that there is work, `marks` counts how often that was
-- said: a mark that comes while a claim works asks for another round.
CREATE TABLE accounts (
    target          text NOT NULL,
    account         text NOT NULL,
    fence           bigint NOT NULL DEFAULT 0,
    marks           bigint NOT NULL DEFAULT 0,
    removal         boolean NOT NULL DEFAULT false,
    due_at          timestamptz,
    next_attempt_at timestamptz,
    attempts        integer NOT NULL DEFAULT 0,
    last_answer     text,
    claim_id        uuid,
    claimed_until   timestamptz,
    PRIMARY KEY (target, account)
) WITH (fillfactor = 70);
CREATE INDEX accounts_due ON accounts (target, removal DESC, due_at) WHERE due_at IS NOT NULL;

-- The last time that any instance saw. A database clock set back while nobody ran is noticed by it.
CREATE TABLE clock (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seen_at  timestamptz NOT NULL
);
INSERT INTO clock (seen_at) VALUES (clock_timestamp());
