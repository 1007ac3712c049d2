-- The event that opened a review, so that its being overdue can name its cause. Null in rows from before.
ALTER TABLE review ADD COLUMN opened_event_id uuid;
