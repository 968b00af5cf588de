-- Where a phone's keys are kept, by the word of its maker; NULL where nobody vouches for them.
ALTER TABLE phones ADD COLUMN kept TEXT;
