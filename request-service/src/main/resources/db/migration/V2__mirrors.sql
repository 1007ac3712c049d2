-- Copies of what policy-service publishes, each with the serial of the policy set it came with.
CREATE TABLE policy_set (
  serial        bigint      PRIMARY KEY,
  commit        text        NOT NULL,
  tree          text        NOT NULL,
  bundle_digest text        NOT NULL,
  accepted_at   timestamptz NOT NULL
);

CREATE TABLE resource (
  id          text    PRIMARY KEY,
  serial      bigint  NOT NULL,
  removed     boolean NOT NULL,
  type        text    NOT NULL,
  title       text    NOT NULL,
  owner       text    NOT NULL,
  project     text,
  environment text,
  sensitivity text,
  service     text,
  labels      jsonb   NOT NULL,
  roles       jsonb   NOT NULL
);

-- locked is this service's own fact; the rest comes from the directory.
CREATE TABLE person (
  id      text    PRIMARY KEY,
  serial  bigint  NOT NULL,
  removed boolean NOT NULL,
  active  boolean NOT NULL,
  name    text    NOT NULL,
  mail    text,
  team    text,
  manager text,
  groups  text[]  NOT NULL,
  locked  boolean NOT NULL DEFAULT false
);

CREATE TABLE identity (
  idp     text NOT NULL,
  subject text NOT NULL,
  person  text NOT NULL REFERENCES person,
  PRIMARY KEY (idp, subject)
);
CREATE INDEX identity_by_person ON identity (person);
