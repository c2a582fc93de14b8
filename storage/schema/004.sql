-- The place of a case inside a room: a forum's topic, a thread. One row a case, and as lasting as the case;
-- `name` is a digest, enough to know whether the thread must be called otherwise.

CREATE TABLE thread(
  room INTEGER NOT NULL, about INTEGER NOT NULL, platform_id TEXT NOT NULL, closed INTEGER NOT NULL,
  name TEXT NOT NULL, PRIMARY KEY(room, about)) STRICT, WITHOUT ROWID;
CREATE INDEX thread_platform ON thread(room, platform_id);
