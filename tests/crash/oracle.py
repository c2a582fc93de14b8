"""What must be true at the end, whatever was killed when. Returns sentences about what is not."""
import collections
import json
import os
import sqlite3

from people import MARK, Resident


def exported(server):
    code, out, err = server.command("export", "--messages")
    if code != 0:
        return None, [f"export ended with {code}: {err[-300:]}"]
    return [json.loads(line) for line in out.splitlines()], []


def check_messages(world, rows):
    """Every acknowledged update exactly once and in order; no other one twice."""
    wrong = []
    by_sender = collections.defaultdict(list)
    sender_of = {}
    for row in rows:
        by_sender[row["sender"]].append(row["text"])
        if found := MARK.search(row["text"]):
            if sender_of.setdefault(found.group(), row["sender"]) != row["sender"]:
                wrong.append(f"{found.group()} has two senders")
    for person in world.people.values():
        marks = [m.group() for s in person.sent if (m := MARK.search(s.text))]
        senders = {sender_of[m] for m in marks if m in sender_of}
        if len(senders) > 1:
            wrong.append(f"{person.chat} became several persons")
        kept = [text for s in senders for text in by_sender[s]]
        at = 0
        for sent in person.sent:
            if at < len(kept) and kept[at] == sent.text:
                at += 1
            elif sent.acked:
                wrong.append(f"acknowledged, but lost or out of order: «{sent.text}» of {person.chat}")
                break
        if at < len(kept):
            wrong.append(f"kept more often than sent, or out of order: «{kept[at]}» of {person.chat}")
    return wrong


def check_cases(world, server):
    """Every complaint that was answered with a code is exactly one case."""
    code, out, err = server.command("cases", "--json")
    if code != 0:
        return [f"cases ended with {code}: {err[-300:]}"]
    wrong = []
    cases = json.loads(out)
    codes = collections.Counter(c["code"] for c in cases)
    wrong += [f"{c} is listed {n} times" for c, n in codes.items() if n > 1]
    told = collections.Counter()
    by_mark = collections.defaultdict(list)
    for c in cases:
        for found in MARK.findall(c["summary"]):
            by_mark[found].append(c["code"])
    for person in world.people.values():
        for name, case in getattr(person, "filed", {}).items():
            told[case] += 1
            if by_mark[name] != [case]:
                wrong.append(f"the complaint {name}, told {case}, stands in {by_mark[name]}")
    wrong += [f"{c} was told to {n} complaints" for c, n in told.items() if n > 1]
    wrong += [f"{c} is not in the list" for c in told if c not in codes]
    group = "\n".join(world.group_texts)
    wrong += [f"the card of {c} never reached the group" for c in told if c not in group]
    return wrong


def check_replies(world):
    wrong = []
    for person in world.people.values():
        if isinstance(person, Resident):
            acked = sum(s.acked for s in person.sent)
            if len(person.replies) < acked:
                wrong.append(f"{person.chat}: {acked} acknowledged, {len(person.replies)} answered")
        elif person.sent[0].acked and not person.told:
            wrong.append(f"passer-by {person.chat} was acknowledged and never answered")
    return wrong


def check_store(server):
    wrong = []
    code, out, err = server.command("check", "--replay")
    if code != 0:
        wrong.append(f"check --replay ended with {code}: {(out + err)[-300:]}")
    db = sqlite3.connect(os.path.join(server.folder, "data", "linli.db"))
    if (found := db.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
        wrong.append(f"integrity_check: {found}")
    left = db.execute("SELECT count(*) FROM outbox").fetchone()[0]
    if left:
        wrong.append(f"{left} messages were never settled")
    parked = db.execute("SELECT reason FROM parked LIMIT 1").fetchone()
    if parked:
        wrong.append(f"an event was parked: {parked[0]}")
    db.close()
    return wrong


def check_all(world, server):
    rows, wrong = exported(server)
    if rows is not None:
        wrong += check_messages(world, rows)
    return world.violations + wrong + check_cases(world, server) + check_replies(world) + check_store(server)
