-- How often a count has locked in a row: each time it lasts longer.
ALTER TABLE failures ADD COLUMN lockouts BIGINT NOT NULL DEFAULT 0;
