"""The programs under load: how each is started on a fresh folder, stopped, and checked afterwards."""
import json
import os
import re
import select
import signal
import sqlite3
import struct
import subprocess
import time
import urllib.request

from machine import free_port

SECRET = "bench-secret-0123456789"
START_TIMEOUT = 20  # seconds until `ready`
STOP_TIMEOUT = 20   # seconds from SIGTERM to the end: draining included


class Failed(Exception):
    pass


class Program:
    """One server process on a folder of its own; ended by its process id."""

    script = name = ""

    def __init__(self, tools, folder):
        self.tools, self.folder = tools, folder
        self.port, self.api_port = free_port(), free_port()
        self.process = None
        self.output = ""
        self.count_file = os.path.join(folder, "fsyncs")

    def command(self):
        raise NotImplementedError

    def path(self):
        return "/webhooks/tg"

    def start(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith("LINLI_")}
        env["LD_PRELOAD"] = os.path.join(self.tools, "libhold_fsync.so")
        env["FSYNC_COUNT"] = self.count_file
        self.errors = open(os.path.join(self.folder, self.name + ".log"), "w+")
        self.process = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=self.errors,
                                        env=env, cwd=self.folder)
        end = time.monotonic() + START_TIMEOUT
        os.set_blocking(self.process.stdout.fileno(), False)
        while "ready" not in self.output:
            if self.process.poll() is not None or time.monotonic() > end:
                raise Failed(f"{self.name} did not become ready: {self.said()}")
            select.select([self.process.stdout], [], [], 0.2)
            self.output += (self.process.stdout.read() or b"").decode()

    def said(self):
        self.errors.flush()
        with open(self.errors.name) as f:
            return (self.output + f.read())[-2000:]

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failed(f"{self.name} did not end on SIGTERM")
        os.set_blocking(self.process.stdout.fileno(), True)
        self.output += (self.process.stdout.read() or b"").decode()
        self.process.stdout.close()
        self.errors.close()

    def fsyncs(self):
        with open(self.count_file, "rb") as f:
            return struct.unpack("Q", f.read(8))[0]

    def counters(self):
        """While it runs: (commits, turns), or None where only the end tells."""
        return None

    def after(self):
        """After its end: counters of the whole run, and what the database holds."""
        return {}


class Nullbot(Program):
    script = "null"
    name = "nullbot"

    def command(self):
        return [os.path.join(self.tools, "bench_nullbot"), str(self.port), str(self.api_port)]

    def start(self):
        super().start()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.errors.close()


class Ceiling(Program):
    script = name = "ceiling"

    def command(self):
        return [os.path.join(self.tools, "bench_ceiling"), str(self.port), str(self.api_port), SECRET,
                os.path.join(self.folder, "ceiling.db")]

    def after(self):
        last = json.loads(self.output.strip().splitlines()[-1])
        db = sqlite3.connect(os.path.join(self.folder, "ceiling.db"))
        one = lambda sql: db.execute(sql).fetchone()[0]
        last.update(inbound=one("SELECT count(*) FROM inbound"), dedupe=one("SELECT count(*) FROM dedupe"),
                    unsent=one("SELECT count(*) FROM outbox WHERE sent = 0"),
                    replies=one("SELECT count(*) FROM outbox"),
                    integrity=one("PRAGMA quick_check"))
        db.close()
        return last


CONFIG = """# Written by ./dev bench. The send limits are lifted: 10,000 residents of one building
# do not write at once, and the platform's 30 messages a second would be all that we measure.
[gateway]
listen = "127.0.0.1:{port}"
internal_listen = "127.0.0.1:{internal}"
data_dir = "data"
store = "sqlite:data/linli.db"
key_file = "linli.key"

[channels.tg]
type = "telegram"
token = "123456:bench"
secret = "{secret}"
api_url = "http://127.0.0.1:{api_port}"
receive = "webhook"
limits = {{ account = "none", chat = "none", group = "none" }}

[staff]
group = {{ channel = "tg", chat = "-1001234567890" }}
"""


class Linli(Program):
    script = name = "linli"
    binary = ""  # set by the driver

    def __init__(self, tools, folder):
        super().__init__(tools, folder)
        self.internal = free_port()
        self.config = os.path.join(folder, "linli.toml")
        with open(self.config, "w") as f:
            f.write(CONFIG.format(port=self.port, internal=self.internal, api_port=self.api_port,
                                  secret=SECRET))

    def command(self):
        return [self.binary, "serve", "--config", self.config]

    def metrics(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.internal}/metrics", timeout=5) as r:
            return r.read().decode()

    def counters(self):
        text = self.metrics()

        def total(name):
            found = re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.M)
            return sum(map(float, found)) if found else None

        commits, turns = total("linli_commits_total"), total("linli_turns_total")
        return (commits, turns) if commits is not None and turns is not None else None

    def after(self):
        exported = subprocess.run([self.binary, "export", "--messages", "--config", self.config],
                                  capture_output=True, text=True, cwd=self.folder)
        if exported.returncode != 0:
            raise Failed("linli export: " + exported.stderr[-500:])
        db = sqlite3.connect(os.path.join(self.folder, "data", "linli.db"))
        one = lambda sql: db.execute(sql).fetchone()[0]
        found = {
            "inbound": exported.stdout.count("\n"), "dedupe": one("SELECT count(*) FROM dedupe"),
            "unsent": one("SELECT count(*) FROM outbox"), "integrity": one("PRAGMA quick_check"),
            "journal_mode": one("PRAGMA journal_mode"),
        }
        db.close()
        return found
