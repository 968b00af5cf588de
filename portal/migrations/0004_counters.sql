-- Codes by counter (HOTP): the counter of the next code that is accepted.
ALTER TABLE authenticators ADD COLUMN next_counter BIGINT NOT NULL DEFAULT 0;
