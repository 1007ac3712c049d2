-- A checkpoint can be in a Git repository, too.
ALTER TABLE anchor DROP CONSTRAINT anchor_place_check,
  ADD CONSTRAINT anchor_place_check CHECK (place IN ('file', 'topic', 'git'));
