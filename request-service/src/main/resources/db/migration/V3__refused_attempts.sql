-- Numbers the records about a person, and counts how many went out in the minute that began at `minute`.
CREATE TABLE attempt_teller (
  key      text        PRIMARY KEY,
  sequence bigint      NOT NULL,
  minute   timestamptz NOT NULL,
  told     integer     NOT NULL
);

-- One row for each thing that a person tries again and again; repeats since the last record about it.
CREATE TABLE attempt (
  key     text        NOT NULL,
  action  text        NOT NULL,
  rule    text        NOT NULL,
  problem text        NOT NULL,
  subject text        NOT NULL,
  actor   jsonb       NOT NULL,
  told_at timestamptz NOT NULL,
  repeats integer     NOT NULL,
  since   timestamptz NOT NULL,
  PRIMARY KEY (key, action, rule, subject)
);
CREATE INDEX attempt_by_told ON attempt (told_at);
