-- One row a request: what was asked for (never changes), where it stands, and what its newest ask and grant said.
CREATE TABLE request (
  id               uuid        PRIMARY KEY,
  person           text        NOT NULL,
  resource         text        NOT NULL,
  role             text        NOT NULL,
  duration_seconds integer     NOT NULL CHECK (duration_seconds > 0),
  starts_at        timestamptz,
  reason           text        NOT NULL,
  ticket           text,
  break_glass      boolean     NOT NULL,
  policy           text,
  extending        uuid,
  replaces         uuid,
  submitted_at     timestamptz NOT NULL,
  digest           text        NOT NULL,
  idempotency_key  text        NOT NULL,
  form             text        NOT NULL,

  state            text        NOT NULL CHECK (state IN (
                     'EVALUATING', 'HELD', 'IN_REVIEW', 'SCHEDULED', 'ORDERED', 'ACTIVE', 'ENDING',
                     'DENIED', 'LAPSED', 'CANCELLED', 'FAILED', 'ENDED')),
  revision         bigint      NOT NULL,
  sequence         bigint      NOT NULL,
  session          jsonb       NOT NULL,
  windows          jsonb       NOT NULL,
  asked            text[]      NOT NULL,
  votes            jsonb       NOT NULL,
  -- Whose vote counts or was not looked at yet: they have nothing more to do.
  voters           text[]      NOT NULL,
  decision         jsonb,
  watch            boolean     NOT NULL,

  ask_number       integer     NOT NULL,
  ask_cause        text        NOT NULL,
  ask_phase        text        NOT NULL,
  asked_at         timestamptz NOT NULL,
  retries          integer     NOT NULL,
  retry_at         timestamptz NOT NULL,
  answered         integer     NOT NULL CHECK (answered <= ask_number),
  under_serial     bigint      NOT NULL,
  policy_asked_at  timestamptz,
  ask_again_at     timestamptz,

  grants_heard     bigint      NOT NULL,
  ordered_at       timestamptz,
  started_at       timestamptz,
  activated_at     timestamptz,
  expires_at       timestamptz,
  reason_over      text,
  due_at           timestamptz,
  overdue          boolean     NOT NULL,
  over_at          timestamptz,
  detail           text,
  replaced_by      uuid,

  -- Unique for ever: a key that was used once never makes a second request.
  UNIQUE (person, idempotency_key)
);
CREATE INDEX request_by_person ON request (person, id DESC);
CREATE INDEX request_by_resource ON request (resource, id DESC);
CREATE INDEX request_timer ON request (ask_again_at)
  WHERE ask_again_at IS NOT NULL AND state IN ('EVALUATING', 'HELD', 'IN_REVIEW', 'SCHEDULED', 'ORDERED', 'ACTIVE');
CREATE INDEX request_unanswered ON request (retry_at)
  WHERE answered < ask_number AND state IN ('EVALUATING', 'HELD', 'IN_REVIEW', 'SCHEDULED', 'ORDERED', 'ACTIVE');
CREATE INDEX request_under_serial ON request (under_serial)
  WHERE state IN ('EVALUATING', 'HELD', 'IN_REVIEW', 'SCHEDULED', 'ORDERED', 'ACTIVE');
CREATE INDEX request_held ON request (person, resource, role) WHERE activated_at IS NOT NULL;
CREATE INDEX request_live ON request (person) WHERE state = 'ACTIVE';

-- Stages open for votes, by the newest decision. words: `user:` and `group:` who are asked.
CREATE TABLE open_stage (
  request_id uuid   NOT NULL REFERENCES request,
  stage      text   NOT NULL,
  words      text[] NOT NULL,
  PRIMARY KEY (request_id, stage)
);
CREATE INDEX open_stage_by_word ON open_stage USING gin (words);

CREATE TABLE timeline (
  request_id uuid        NOT NULL REFERENCES request,
  revision   bigint      NOT NULL,
  at         timestamptz NOT NULL,
  event      text        NOT NULL,
  actor_kind text        NOT NULL,
  actor      text        NOT NULL,
  via        text        NOT NULL,
  -- People stand in braces, `{bob}`, and are named when somebody reads it.
  text       text        NOT NULL,
  PRIMARY KEY (request_id, revision)
);

CREATE TABLE review (
  request_id uuid        PRIMARY KEY REFERENCES request,
  requester  text        NOT NULL,
  state      text        NOT NULL CHECK (state IN ('OPEN', 'OVERDUE', 'DONE')),
  due_at     timestamptz NOT NULL,
  words      text[]      NOT NULL,
  people     text[]      NOT NULL,
  need       integer     NOT NULL CHECK (need > 0),
  verdicts   jsonb       NOT NULL
);
CREATE INDEX review_due ON review (due_at) WHERE state = 'OPEN';
CREATE INDEX review_owed ON review (requester) WHERE state <> 'DONE';
