"""Makes a database of Linli old: copies of one message and of one open case until there are as many as a
community has after years. Only while the program does not run."""
import os
import sqlite3

CHUNK = 100_000
DAY_MS = 24 * 3600 * 1000


def grow(folder, messages, cases):
    db = sqlite3.connect(os.path.join(folder, "data", "linli.db"))
    db.execute("PRAGMA synchronous=OFF")  # nobody is promised anything here; the bench itself runs with FULL
    # The next run plays the same residents from their first word on.
    for table in ("dedupe", "dedupe_undated", "outbox", "posted", "fetch", "parked"):
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM conversation WHERE kind = 0")
    columns = [row[1] for row in db.execute("PRAGMA table_info(message)")]
    rest = ", ".join(c for c in columns if c not in ("id", "prev"))
    have, first = db.execute("SELECT count(*), min(id) FROM message").fetchone()
    while have < messages:
        more = min(CHUNK, messages - have)
        # Behind the newest id, so that the keys stay in the order of time.
        db.execute(f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO message(id, prev, {rest})
            SELECT (SELECT max(id) FROM message) + i, 0, {rest} FROM n, message WHERE message.id = ?""", (more, first))
        have += more
        db.commit()
    row = db.execute("SELECT code FROM case_file WHERE state < 7 ORDER BY code LIMIT 1").fetchone()
    if row is None:
        raise RuntimeError("the run before left no open case to copy")
    open_now = db.execute("SELECT count(*) FROM case_file WHERE state < 7").fetchone()[0]
    if open_now < cases:
        # Their deadlines lie over the next month, as those of a real backlog do.
        db.execute("""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO case_file(code, version, state, priority, due, reporter, body, near)
            SELECT (SELECT max(code) FROM case_file) + i, version, state, priority,
                   (SELECT max(at) FROM message) + ? + (i % 30) * ?, 0,
                   json_set(body, '$.code', (SELECT max(code) FROM case_file) + i), near || i
            FROM n, case_file WHERE code = ?""", (cases - open_now, DAY_MS, DAY_MS, row[0]))
        db.commit()
    counts = db.execute("SELECT (SELECT count(*) FROM message), (SELECT count(*) FROM case_file WHERE state < 7)").fetchone()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return counts
