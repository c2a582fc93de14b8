-- The first schema. Times are milliseconds since 1970 (UTC); 253402300800000 is `never` (dialogs/time.hpp).
-- Wide rows have a rowid, small ones keyed by text have none; every index that can be partial is.

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE channel(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- The address book. `hash` is keyed, `sealed` opens only with the key file; a forgotten person's row
-- stays without an address, so that a number is never given twice. `channel`: the last one they wrote by.
CREATE TABLE person(id INTEGER PRIMARY KEY, reachable INTEGER NOT NULL DEFAULT 1, channel INTEGER) STRICT;
CREATE TABLE address(
  id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, person INTEGER NOT NULL REFERENCES person(id),
  channel INTEGER NOT NULL REFERENCES channel(id), sealed BLOB NOT NULL) STRICT;
CREATE INDEX address_person ON address(person);

-- Clustered in the order of time: `minute` is the platform's own. What has no usable minute stands apart.
CREATE TABLE dedupe(channel INTEGER NOT NULL, minute INTEGER NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY(channel, minute, key)) STRICT, WITHOUT ROWID;
CREATE TABLE dedupe_undated(channel INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(channel, key)) STRICT, WITHOUT ROWID;
CREATE INDEX dedupe_undated_at ON dedupe_undated(at);

-- Everything that people said and pressed. `prev` is the message before it in the same room and
-- conversation.last the newest one: a chain costs no index page a message, and only forgetting walks it.
CREATE TABLE message(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, room INTEGER NOT NULL, sender INTEGER NOT NULL,
  channel INTEGER NOT NULL, about INTEGER NOT NULL, prev INTEGER NOT NULL, kind TEXT NOT NULL,
  note TEXT NOT NULL, text TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX message_about ON message(about) WHERE about > 0;

-- kind 0: a conversation, 1: the staff room. version 0: nothing is stored yet but `last`.
CREATE TABLE conversation(
  id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, version INTEGER NOT NULL, due INTEGER NOT NULL,
  last INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
CREATE INDEX conversation_due ON conversation(due) WHERE due < 253402300800000;

CREATE TABLE case_file(
  code INTEGER PRIMARY KEY, version INTEGER NOT NULL, state INTEGER NOT NULL, priority INTEGER NOT NULL,
  due INTEGER NOT NULL, reporter INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX case_open ON case_file(code) WHERE state < 8;
CREATE INDEX case_due ON case_file(due) WHERE due < 253402300800000;
CREATE INDEX case_reporter ON case_file(reporter) WHERE reporter > 0;

CREATE TABLE case_entry(code INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(code, seq)) STRICT, WITHOUT ROWID;
-- The log is append-only. Forgetting a person names the case here for the length of its transaction.
CREATE TABLE redacting(code INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER case_entry_keep BEFORE DELETE ON case_entry
  BEGIN SELECT RAISE(ABORT, 'the case log is append-only'); END;
CREATE TRIGGER case_entry_fixed BEFORE UPDATE ON case_entry
  WHEN NEW.code <> OLD.code OR NEW.seq <> OLD.seq
    OR NOT EXISTS (SELECT 1 FROM redacting WHERE code = OLD.code)
  BEGIN SELECT RAISE(ABORT, 'the case log is append-only'); END;

-- seq: of the web chat row, null for other channels. lease `never`: in the hands of the running process.
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY, room INTEGER NOT NULL, due INTEGER NOT NULL, lease INTEGER NOT NULL,
  attempts INTEGER NOT NULL, seq INTEGER, sent TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX outbox_lease ON outbox(lease) WHERE seq IS NULL AND lease < 253402300800000;
CREATE INDEX outbox_web ON outbox(room, seq) WHERE seq IS NOT NULL;

CREATE TABLE posted(id INTEGER PRIMARY KEY, room INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE fetch(job TEXT PRIMARY KEY, room INTEGER NOT NULL, channel TEXT NOT NULL, body TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE parked(id INTEGER PRIMARY KEY AUTOINCREMENT, room INTEGER NOT NULL, sender INTEGER NOT NULL,
  reason TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE receipt(
  id INTEGER PRIMARY KEY, room INTEGER NOT NULL, platform_id TEXT NOT NULL, about INTEGER NOT NULL,
  report_to INTEGER NOT NULL, at INTEGER NOT NULL, tag TEXT NOT NULL, ref TEXT NOT NULL,
  UNIQUE(room, platform_id)) STRICT;
CREATE INDEX receipt_tag ON receipt(room, tag) WHERE tag <> '';

CREATE TABLE web_room(room INTEGER PRIMARY KEY, last INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;
CREATE TABLE history(
  room INTEGER NOT NULL, seq INTEGER NOT NULL, outbox INTEGER NOT NULL, at INTEGER NOT NULL,
  sender INTEGER NOT NULL, about INTEGER NOT NULL, client_id TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(room, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX history_about ON history(about) WHERE about > 0;

CREATE TABLE web_session(token TEXT PRIMARY KEY, subject BLOB NOT NULL, expires INTEGER NOT NULL,
  body BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX web_session_subject ON web_session(subject);
CREATE INDEX web_session_expires ON web_session(expires);
CREATE TABLE web_link(token TEXT PRIMARY KEY, subject BLOB NOT NULL, expires INTEGER NOT NULL,
  body BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX web_link_subject ON web_link(subject);
CREATE INDEX web_link_expires ON web_link(expires);

-- Who may see a stored photo or file: a person, or 0 = whoever may see cases.
CREATE TABLE photo_of(person INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY(person, hash))
  STRICT, WITHOUT ROWID;
CREATE INDEX photo_hash ON photo_of(hash);
