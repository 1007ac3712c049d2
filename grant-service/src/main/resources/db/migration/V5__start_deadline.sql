-- What is to begin has to do so before the calendar closes, too.
DROP INDEX grants_to_begin;
CREATE INDEX grants_to_begin ON grants (least(start_by, not_after)) WHERE state = 'PROVISIONING';
