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
    platform = "telegram"

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
public_url = "https://linli.example.org"
data_dir = "data"
store = "sqlite:data/linli.db"
key_file = "linli.key"
"""

TELEGRAM = """
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

WEB = """
[channels.web]
type = "web"
"""

TWILIO = """
[channels.sms]
type = "twilio"
account_sid = "AC0123456789abcdef0123456789abcdef"
token = "{secret}"
number = "+8613999999999"
api_url = "http://127.0.0.1:{api_port}"
limits = {{ account = "none", chat = "none" }}
"""

WHATSAPP = """
[channels.wa]
type = "whatsapp"
token = "bench-token-0123456789"
app_secret = "{secret}"
verify_token = "bench-verify-0123456789"
phone_number_id = "106540352242922"
api_url = "http://127.0.0.1:{api_port}"
limits = {{ account = "none", chat = "none" }}
"""

# Every other type of the catalogue; nobody answers, which an idle channel has to bear as well.
OTHERS = """
[channels.smpp]
type = "smpp"
host = "127.0.0.1"
port = {api_port}
system_id = "linli-gw"
password = "bench"
number = "+8613999999999"

[channels.vng]
type = "vonage"
api_key = "abcd1234"
api_secret = "{secret}"
signature_secret = "{secret}"
number = "+8613999999999"
api_url = "http://127.0.0.1:{api_port}"

[channels.ali]
type = "aliyun_sms"
access_key_id = "LTAI0123456789"
access_key_secret = "{secret}"
secret = "{secret}"
sign_name = "幸福里物业"
template_code = "SMS_123456789"
template_param = "content"
template_characters = 22
parameter_max = 35
api_url = "http://127.0.0.1:{api_port}"

[channels.tx]
type = "tencent_sms"
secret_id = "AKID0123456789"
secret_key = "{secret}"
secret = "{secret}"
sms_sdk_app_id = "1400006666"
sign_name = "幸福里物业"
template_id = "1110"
region = "ap-guangzhou"
template_characters = 22
parameter_max = 60
api_url = "http://127.0.0.1:{api_port}"

[channels.phone]
type = "android_sms"
token = "user:password"
signing_key = "{secret}"
api_url = "http://127.0.0.1:{api_port}"

[channels.fb]
type = "messenger"
page_id = "180005062406476"
token = "{secret}"
app_secret = "{secret}"
verify_token = "{secret}"
api_url = "http://127.0.0.1:{api_port}"

[channels.sl]
type = "slack"
token = "xoxb-{secret}"
signing_secret = "{secret}"
api_url = "http://127.0.0.1:{api_port}"

[channels.ln]
type = "line"
token = "{secret}"
channel_secret = "{secret}"
api_url = "http://127.0.0.1:{api_port}"

[channels.kannel]
type = "described"
secret = "{secret}"
number = "+8613999999999"
api_url = "http://127.0.0.1:{api_port}"
verify = {{ how = "query", name = "secret" }}
message = {{ format = "form", id = "id", sender = "from", text = "text" }}
send = {{ method = "GET", path = "/cgi-bin/sendsms", query = {{ to = "{{to_digits}}", text = "{{text}}" }} }}
answer = {{ statuses = {{ 202 = "accepted", 5xx = "retry" }} }}
"""


class Linli(Program):
    script = name = "linli"
    channel = TELEGRAM
    binary = ""  # set by the driver

    def __init__(self, tools, folder):
        super().__init__(tools, folder)
        self.internal = free_port()
        self.config = os.path.join(folder, "linli.toml")
        with open(self.config, "w") as f:
            f.write((CONFIG + self.channel).format(port=self.port, internal=self.internal,
                                                   api_port=self.api_port, secret=SECRET))

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
            "inbound": exported.stdout.count("\n"), "dedupe": one("SELECT (SELECT count(*) FROM dedupe) + (SELECT count(*) FROM dedupe_undated)"),
            # What the staff page has not seen yet (it is nobody's here) is not unsent.
            "unsent": one("SELECT count(*) FROM outbox WHERE seq IS NULL"), "integrity": one("PRAGMA quick_check"),
            "journal_mode": one("PRAGMA journal_mode"),
        }
        db.close()
        return found


class LinliTwilio(Linli):
    name = platform = "twilio"
    channel = WEB + TWILIO

    def path(self):
        return "/webhooks/sms"


class LinliWhatsapp(Linli):
    name = platform = "whatsapp"
    channel = WEB + WHATSAPP

    def path(self):
        return "/webhooks/wa"


class LinliEverything(Linli):
    name = "everything"
    channel = WEB + TELEGRAM + TWILIO + WHATSAPP + OTHERS
