-- Live sessions that ended with the access. Null in rows that ended before, and for what operators closed.
ALTER TABLE request ADD COLUMN sessions_ended integer;
