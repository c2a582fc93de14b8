-- Persons whose addresses were joined: `joined` is the one who speaks for all of them; 0: they speak for
-- themselves. An address stays with its own person, so that parting moves nothing. `last_own`: whose
-- address they wrote by last; 0: their own.
ALTER TABLE person ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN last_own INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_joined ON person(joined) WHERE joined > 0;
