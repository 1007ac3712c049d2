-- A person's rows in `attempt` bound their records a minute: each stays for at least a minute after a record about it.
-- A count of first ones alone let repeats come on top.
ALTER TABLE attempt_teller DROP COLUMN minute, DROP COLUMN told;
