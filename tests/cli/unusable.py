"""Configurations, data folders and databases that cannot be used, and what is told of them."""
import contextlib
import json
import os
import signal
import sqlite3
import tempfile

from harness import FOLDER, Serving, check, everything_in, run, written


def wrong_configurations():
    """What is told of a bad configuration, whole, with exit code 3 and nothing on standard output."""
    def is_told(what, told, *config, text=None):
        if text is not None:
            config = ("--config", written("bad.toml", text))
        code, out, err = run("check", *config)
        check(what, code == 3 and not out and err == told, [code, out, err])

    os.makedirs(os.path.join(FOLDER, "folder"))
    is_told("a folder is no configuration", "the configuration: folder cannot be read: it is a folder\n",
            "--config", "folder")
    is_told("nor is a file that is not there", "the configuration: none.toml cannot be read: there is no such file\n",
            "--config", "none.toml")
    is_told("a word that is none of the channel's",
            'bad.toml:5: "receive" is "pol", which is none of webhook, poll; did you mean "poll"?\n',
            text='[channels.web]\ntype = "web"\n[channels.tg]\ntype = "telegram"\nreceive = "pol"\ntoken = "1:A"\n')
    is_told("what a channel lacks",
            'bad.toml:3: [channels.tg] needs "token" (or "token_file"): ask @BotFather for one\n',
            text='[channels.web]\ntype = "web"\n[channels.tg]\ntype = "telegram"\nreceive = "poll"\n')
    is_told("a secret's file that is not there, and nothing else",
            'bad.toml:6: "token_file": no-token cannot be read: there is no such file\n',
            text='[channels.web]\ntype = "web"\n[channels.tg]\ntype = "telegram"\nreceive = "poll"\n'
                 'token_file = "no-token"\n')
    is_told("a department that nobody knows",
            'bad.toml:3: the department "enginering" of Ann is none of control_room, engineering, elevator_vendor, '
            'order, cleaning, greening, customer_service, finance, manager, quality, committee, gas_co, power_co, '
            'water_co, heat_co; did you mean "engineering"?\n',
            text='[[staff.members]]\nname = "Ann"\ndepartments = ["enginering"]\n')
    is_told("several, in the order of their lines",
            'bad.toml:2: unknown key "gruop" in [staff]; did you mean "group"?\n'
            'bad.toml:4: unknown key "languag" in [gateway]; did you mean "language"?\n'
            'bad.toml:5: "drain" must be a duration such as 0s, 30m, 24h or 7d, and is "soon"\n',
            text='[staff]\ngruop = 1\n[gateway]\nlanguag = "en"\ndrain = "soon"\n')
    for words in (["serve"], ["chat"], ["cases"], ["case", "CP-0001"], ["classify"], ["retry"], ["export", "--messages"],
                  ["doctor"], ["trace", "1"]):
        code, out, err = run(*words, "--config", "folder")
        check(f"linli {words[0]} refuses a folder as well", code == 3 and not out and "it is a folder" in err, [code, err])


def same_as_serve(what, told, config, **more):
    """`check` knows beforehand why `serve` would not start, and says it in the same words."""
    code, out, err = run("serve", "--config", config, **more)
    check(what, code == 1 and told in err, [code, out, err])
    checked = run("check", "--config", config, **more)
    check("… and `check` says the same", checked[0] == 1 and checked[2] == err, checked)


def as_another_user():
    """Data that belongs to another user than the one who starts Linli; only root can become one."""
    nobody = {"user": 65534, "group": 65534, "extra_groups": []}
    try:
        run("--version", **nobody)
    except PermissionError:  # we are not root, or nobody else may run this binary
        return
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        config = os.path.join(place, "linli.toml")
        with open(config, "w") as f:
            f.write(f'[gateway]\ndata_dir = "{place}/data"\n')
        same_as_serve("a data folder that cannot be made",
                      f"the data folder cannot be used: {place}/data: Permission denied; gateway.data_dir must name",
                      config, **nobody)
        check("a server of root's starts there", Serving("--config", config).stop() == 0)
        data = os.path.join(place, "data")
        os.chown(os.path.join(data, "linli.lock"), 65534, 65534)
        os.chown(data, 65534, 65534)
        same_as_serve("a database of another user",
                      f"the database cannot be used: {data}/linli.db: Permission denied; run Linli as the user who owns it",
                      config, **nobody)
        code, out, _ = run("doctor", "--config", config, "--json", **nobody)
        told = next(c for c in json.loads(out)["checks"] if c["subject"] == "database")
        check("doctor gives that remedy too", code == 1 and told["what"].endswith("linli.db: Permission denied") and
              told["do"].startswith("run Linli as the user who owns it"), told)


def data_folders():
    """What cannot be used is told, and not with the exit code of a second server."""
    written("a-file", "x")
    config = written("folder.toml", '[gateway]\ndata_dir = "a-file"\n')
    code, out, err = run("serve", "--config", config)
    check("a data folder that is a file", code == 1 and "the data folder cannot be used: a-file" in err, [code, err])
    same_as_serve("a data folder that is a file is told beforehand", "the data folder cannot be used: a-file", config)
    same_as_serve("a key file that is none", "a-file is not a key file of Linli",
                  written("key.toml", '[gateway]\ndata_dir = "new"\nkey_file = "a-file"\n'))
    same_as_serve("a database that is none", "a-file: this file is no SQLite database; put back",
                  written("store.toml", '[gateway]\ndata_dir = "new"\nstore = "sqlite:a-file"\n'))
    config = written("new.toml", '[gateway]\ndata_dir = "new2"\n')
    check("whoever checks makes no folder", run("check", "--config", config)[0] == 0 and
          not os.path.exists(os.path.join(FOLDER, "new2")))
    as_another_user()
    for words in (["cases"], ["case", "CP-0001"], ["export", "--messages"], ["trace", "1"]):
        code, out, err = run(*words, "--config", written("none.toml", '[gateway]\ndata_dir = "nothing"\n'))
        check(f"linli {words[0]} without data", code == 1 and not out and
              err == "linli: there is no data yet in nothing/linli.db; `linli serve` makes it\n", [code, err])
    check("a folder of lessons is refused", run("classify", "--learn", "folder")[0] == 1 and
          "folder cannot be read: it is a folder" in run("classify", "--learn", "folder")[2])


def databases():
    """`check` opens the database that is there, and leaves no trace."""
    os.makedirs(os.path.join(FOLDER, "base"))
    config = written("base.toml", '[gateway]\nstore = "sqlite:base/linli.db"\nkey_file = "base.key"\n')
    base = os.path.join(FOLDER, "base", "linli.db")

    def said(what, wanted, word, served=False):
        before = everything_in("base")
        code, out, err = run("check", "--config", config)
        check(what, code == wanted and word in out + err and (code == 0) == (not err), [code, out, err])
        after = everything_in("base")
        same = set(after) == set(before) if served else after == before  # who serves may write meanwhile
        check("… and left no trace", same, [f for f in before | after if before.get(f) != after.get(f)])

    said("no database yet is no mistake", 0, "not there yet")
    written("base/linli.db", b"")
    said("nor is an empty one", 0, "still empty")
    written("base/linli.db", os.urandom(8192))
    said("random bytes are no database", 1, "base/linli.db: this file is no SQLite database")
    os.remove(base)
    with contextlib.closing(sqlite3.connect(base)) as db:
        db.execute("CREATE TABLE thing(x)")
    said("another program's database is refused", 1, "not one of Linli")
    os.remove(base)
    server = Serving("--config", config)
    said("beside a running server it is read", 0, "(schema ", served=True)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(10)
    said("and after a crash", 0, "(schema ")
    check("a server starts on it", Serving("--config", config).stop() == 0)
    said("and after a stop", 0, "(schema ")
    os.rename(os.path.join(FOLDER, "base.key"), os.path.join(FOLDER, "moved.key"))
    said("a database without its key is refused", 1, "base.key")
    os.rename(os.path.join(FOLDER, "moved.key"), os.path.join(FOLDER, "base.key"))
    with contextlib.closing(sqlite3.connect(base)) as db:
        last, = db.execute("SELECT max(number) FROM migration").fetchone()
        row = db.execute("SELECT checksum FROM migration WHERE number=?", (last,)).fetchone()
        db.execute("DELETE FROM migration WHERE number=?", (last,))
        db.commit()
    said("an older schema is no mistake", 0, "of an earlier release")
    with contextlib.closing(sqlite3.connect(base)) as db:
        db.execute("INSERT INTO migration VALUES(?, ?)", (last, *row))
        db.execute("INSERT INTO migration VALUES(9999, x'00')")
        db.commit()
    said("a newer one is", 1, "written by a newer release")
    with open(base, "r+b") as f:
        f.truncate(4096)
    said("nor is a damaged one well", 1, "base/linli.db: ")
