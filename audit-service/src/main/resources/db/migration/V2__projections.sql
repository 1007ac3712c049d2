-- What the answers are read from. All of it follows from the log and can be built again from it.

CREATE TABLE projection (
  alone   boolean PRIMARY KEY DEFAULT true CHECK (alone),
  applied bigint  NOT NULL
);
INSERT INTO projection (applied) VALUES (0);

-- Access on a target: "may have had" from possible_from, "had" from since, both to until.
CREATE TABLE access (
  request       text        PRIMARY KEY,
  person        text        NOT NULL,
  resource      text        NOT NULL,
  role          text        NOT NULL,
  target        text        NOT NULL,
  account       text        NOT NULL,
  decision      uuid        NOT NULL,
  policy_commit text        NOT NULL,
  break_glass   boolean     NOT NULL,
  possible_from timestamptz,
  since         timestamptz,
  expires_at    timestamptz,
  until         timestamptz,
  ended_by      text
);
CREATE INDEX access_by_resource ON access (resource, possible_from);
CREATE INDEX access_by_end ON access (resource, until);
CREATE INDEX access_by_person ON access (person, possible_from);

CREATE TABLE timeline (
  request  text        NOT NULL,
  event_id uuid        NOT NULL,
  entry    bigint      NOT NULL,
  at       timestamptz NOT NULL,
  topic    text        NOT NULL,
  writer   text        NOT NULL,
  event    text        NOT NULL,
  by_kind  text        NOT NULL,
  by_id    text        NOT NULL,
  by_via   text        NOT NULL,
  text     text        NOT NULL,
  PRIMARY KEY (request, event_id)
);
CREATE INDEX timeline_in_order ON timeline (request, at, entry);

CREATE TABLE asked (
  request  text   PRIMARY KEY,
  person   text   NOT NULL,
  resource text   NOT NULL,
  role     text   NOT NULL,
  entry    bigint NOT NULL
);

CREATE TABLE decision (
  event_id      uuid   PRIMARY KEY,
  request       text   NOT NULL,
  number        bigint NOT NULL,
  outcome       text   NOT NULL,
  policy_commit text   NOT NULL,
  counted       uuid[] NOT NULL,
  entry         bigint NOT NULL
);
CREATE INDEX decision_by_request ON decision (request, number);

CREATE TABLE vote (
  vote_id uuid    PRIMARY KEY,
  request text    NOT NULL,
  person  text    NOT NULL,
  yes     boolean NOT NULL,
  stage   text    NOT NULL,
  entry   bigint  NOT NULL
);

CREATE TABLE person (
  person text   PRIMARY KEY,
  serial bigint NOT NULL,
  entry  bigint NOT NULL
);
CREATE TABLE person_identity (
  idp     text NOT NULL,
  subject text NOT NULL,
  person  text NOT NULL,
  PRIMARY KEY (idp, subject)
);
CREATE INDEX person_identity_by_person ON person_identity (person);

-- The last number seen of each writer and aggregate, to find what is missing.
CREATE TABLE writer_sequence (
  topic     text        NOT NULL,
  writer    text        NOT NULL,
  aggregate text        NOT NULL,
  last      bigint      NOT NULL,
  seen_at   timestamptz NOT NULL,
  PRIMARY KEY (topic, writer, aggregate)
);

CREATE TABLE unreadable (
  entry  bigint PRIMARY KEY,
  reason text   NOT NULL
);

CREATE TABLE gap (
  entry      bigint      PRIMARY KEY,
  kind       text        NOT NULL,
  topic      text        NOT NULL,
  partition  integer,
  writer     text,
  aggregate  text,
  first      bigint      NOT NULL,
  last       bigint      NOT NULL,
  not_before timestamptz,
  not_after  timestamptz NOT NULL
);

-- A service that does not own these tables is a member of this role.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hourglass_audit_writer') THEN
    GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO hourglass_audit_writer;
    GRANT UPDATE ON source, log_head TO hourglass_audit_writer;
    GRANT DELETE ON waiting TO hourglass_audit_writer;
    GRANT UPDATE, DELETE, TRUNCATE ON projection, access, timeline, asked, decision, vote, person, person_identity,
      writer_sequence, unreadable, gap TO hourglass_audit_writer;
    GRANT UPDATE, DELETE ON outbox, schema_known TO hourglass_audit_writer;
  END IF;
END $$;
