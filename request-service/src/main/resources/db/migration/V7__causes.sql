-- Events that make this service ask again by itself, so that the ask can name its cause. Null in rows from before.
ALTER TABLE policy_set ADD COLUMN event_id uuid;
ALTER TABLE resource ADD COLUMN event_id uuid;
ALTER TABLE person ADD COLUMN event_id uuid;
-- The event that carried the newest ask.
ALTER TABLE request ADD COLUMN ask_event_id uuid;
