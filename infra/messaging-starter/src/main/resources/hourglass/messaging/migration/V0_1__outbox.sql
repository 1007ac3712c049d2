-- Events that leave with the transaction that wrote them. Debezium reads them from the write-ahead log and routes each
-- by its topic; a topic that does not exist would stall the whole connector, hence the check.
CREATE TABLE outbox (
  id          uuid        PRIMARY KEY,
  topic       text        NOT NULL CHECK (topic IN (
                'hourglass.requests', 'hourglass.decisions', 'hourglass.grants', 'hourglass.expiries', 'hourglass.drift',
                'hourglass.catalog', 'hourglass.directory', 'hourglass.policies', 'hourglass.people',
                'hourglass.heartbeats', 'hourglass.checkpoints')),
  key         text        NOT NULL,
  payload     bytea       NOT NULL,
  ce_id       text        NOT NULL,
  ce_type     text        NOT NULL,
  ce_source   text        NOT NULL,
  ce_time     text        NOT NULL,
  ce_subject  text        NOT NULL,
  traceparent text        NOT NULL,
  tx          xid8        NOT NULL DEFAULT pg_current_xact_id(),
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_by_age ON outbox (created_at);

-- What has been learnt from the schema registry. A row without a subject is a schema that was only read.
CREATE TABLE schema_known (
  subject     text    NOT NULL,
  fingerprint text    NOT NULL,
  id          integer NOT NULL,
  schema      text    NOT NULL,
  PRIMARY KEY (subject, fingerprint)
);
CREATE INDEX schema_known_by_id ON schema_known (id);
