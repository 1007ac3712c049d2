-- Numbers the records about a person.
CREATE TABLE attempt_teller (
    person   text PRIMARY KEY,
    sequence bigint NOT NULL
);

-- One row for each thing that a person tries again and again; repeats since the last record about it. A row stays a
-- minute after each, so a person's 60 rows are at most 60 records a minute.
CREATE TABLE attempt (
    person  text NOT NULL,
    action  text NOT NULL,
    rule    text NOT NULL,
    subject text NOT NULL,
    problem text NOT NULL,
    idp     text,
    login   text,
    via     text NOT NULL,
    told_at timestamptz NOT NULL,
    repeats integer NOT NULL,
    since   timestamptz NOT NULL,
    PRIMARY KEY (person, action, rule, subject)
);
CREATE INDEX attempt_by_told ON attempt (told_at);
