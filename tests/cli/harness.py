"""What the cases of the command suite share: the program, its folder, checks, a serving process."""
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

BINARY, FOLDER = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
ENV = {k: v for k, v in os.environ.items() if not k.startswith("LINLI_")}
ENV |= {"LINLI_GATEWAY__LISTEN": "127.0.0.1:0", "LINLI_GATEWAY__INTERNAL_LISTEN": "127.0.0.1:0"}
passed = failed = 0


def check(what, good, told=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what + ("" if good else f"\n     {told!r}"), flush=True)


def run(*words, text="", env=None, wait=60, **more):
    done = subprocess.run([BINARY, *words], input=text, capture_output=True, text=True, cwd=FOLDER,
                          env=ENV | (env or {}), timeout=wait, **more)
    return done.returncode, done.stdout, done.stderr


class Serving:
    def __init__(self, *words, env=None):
        self.log = open(os.path.join(FOLDER, "serve.log"), "a+")
        # Python's signals are inherited: a file over its limit is an error then, and no end.
        self.process = subprocess.Popen([BINARY, "serve", *words], cwd=FOLDER, env=ENV | (env or {}),
                                        stdout=subprocess.PIPE, stderr=self.log, restore_signals=False)
        self.said, end = "", time.monotonic() + 20
        os.set_blocking(self.process.stdout.fileno(), False)
        while "/metrics\n" not in self.said and time.monotonic() < end and self.process.poll() is None:
            select.select([self.process.stdout], [], [], 0.2)
            self.said += (self.process.stdout.read() or b"").decode()

    def address(self, name):
        line = next(l for l in self.said.splitlines() if name in l)
        return next(w for w in line.split() if w.startswith("http"))

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.log.close()


def status(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as r:
            return r.status
    except urllib.error.HTTPError as e:
        return e.code


def ready(server):
    try:
        with urllib.request.urlopen(server.address("metrics"), timeout=10) as r:
            return r.status, r.read().decode().strip()
    except urllib.error.HTTPError as e:
        return e.code, e.read().decode().strip()
    except OSError as e:
        return 0, str(e)


def alive(server):
    try:
        return status(server.address("metrics").replace("readyz", "livez")) == 200
    except OSError:
        return False


def comes_true(holds, within=15):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.01)
    return False


def written(name, text):
    with open(os.path.join(FOLDER, name), "wb") as f:
        f.write(text if isinstance(text, bytes) else text.encode())
    return name


def everything_in(folder):
    """Each file with its bytes, so that whoever only looks is caught if it leaves anything."""
    found = {}
    for above, _, names in os.walk(os.path.join(FOLDER, folder)):
        for name in names:
            with open(os.path.join(above, name), "rb") as f:
                found[os.path.join(above, name)] = f.read()
    return found
