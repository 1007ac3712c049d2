-- A record that can't be read is a gap in the answers, too. Whose it is stands in its key, which only a rebuild of the
-- answers (hourglass.audit.rebuild) reads again; till then these are of nobody knows whom.
INSERT INTO gap (entry, kind, topic, partition, first, last, not_after)
SELECT entry.index, 'UNDECODABLE', source.topic, source.partition, entry.source_offset, entry.source_offset,
  entry.recorded_at
FROM unreadable JOIN entry ON entry.index = unreadable.entry JOIN source ON source.id = entry.source
ON CONFLICT DO NOTHING;
