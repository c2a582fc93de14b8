-- What became of each message of ours, for `linli trace`: one row for every attempt to send it, and one for
-- what the platform reported of it later (outbox 0). Only appended, in the order of time, kept 14 days;
-- no index, since only an administrator's question reads it. `cause`: the message (a row of `message`)
-- because of which it was sent; 0: none, a deadline came.
CREATE TABLE attempt(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, outbox INTEGER NOT NULL, cause INTEGER NOT NULL,
  room INTEGER NOT NULL, channel INTEGER NOT NULL, about INTEGER NOT NULL, tag TEXT NOT NULL,
  how TEXT NOT NULL, detail TEXT NOT NULL, ids TEXT NOT NULL) STRICT;
ALTER TABLE outbox ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
ALTER TABLE posted ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
ALTER TABLE parked ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
