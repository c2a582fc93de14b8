-- Open cases of one kind at one place, so that neighbours' reports of the same matter find each other.
-- `near` is made by dialogs/incidents.hpp; empty: nothing is like it. Cases of earlier releases have none.
ALTER TABLE case_file ADD COLUMN near TEXT NOT NULL DEFAULT '';
CREATE INDEX case_near ON case_file(near) WHERE state < 7 AND near <> '';
