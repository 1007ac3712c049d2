-- What a person holds now, and of what: found without reading what they held before.
DROP INDEX request_live;
CREATE INDEX request_holding ON request (person, resource, role) WHERE activated_at IS NOT NULL AND over_at IS NULL;
