"""One `linli serve` on one data folder: started, killed, started again; ended by its process id."""
import os
import select
import signal
import socket
import subprocess
import time

START_TIMEOUT = 20  # seconds until `ready`: recovery included
STOP_TIMEOUT = 20   # seconds from SIGTERM to the end

SECRET = "crash-secret-0123456789"
GROUP = -1001234567890
CONFIG = """[gateway]
listen = "127.0.0.1:{port}"
internal_listen = "127.0.0.1:{internal}"
data_dir = "data"
store = "sqlite:data/linli.db"
key_file = "linli.key"

[channels.tg]
type = "telegram"
token = "123456:crash"
secret = "{secret}"
api_url = "http://127.0.0.1:{api_port}"
receive = "webhook"
limits = {{ account = "none", chat = "none", group = "none" }}

[staff]
group = {{ channel = "tg", chat = "{group}" }}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, binary, folder, api_port, control="", preload=None):
        self.binary, self.folder = binary, folder
        self.port, self.internal = free_port(), free_port()
        self.base = {k: v for k, v in os.environ.items() if not k.startswith("LINLI_")}
        if control:
            self.base["LINLI_CONTROL"] = control
        self.base.update(preload or {})
        self.process = None
        self.epoch = 0  # how many processes there were
        self.ready_after = []
        os.makedirs(folder, exist_ok=True)
        self.config = os.path.join(folder, "linli.toml")
        with open(self.config, "w") as f:
            f.write(CONFIG.format(port=self.port, internal=self.internal, api_port=api_port,
                                  secret=SECRET, group=GROUP))

    def start(self, kill_at=""):
        env = dict(self.base, LINLI_KILL_AT=kill_at) if kill_at else self.base
        self.epoch += 1
        began = time.monotonic()
        with open(os.path.join(self.folder, "serve.log"), "a") as log:
            log.write(f"--- start {self.epoch} {kill_at}\n")
            log.flush()
            self.process = subprocess.Popen([self.binary, "serve", "--config", self.config],
                                            stdout=subprocess.PIPE, stderr=log, env=env, cwd=self.folder)

    async def ready(self, sleep):
        """Whether it says `ready` in time; a process that a failpoint killed before is not."""
        began, said = time.monotonic(), b""
        os.set_blocking(self.process.stdout.fileno(), False)
        while b"ready" not in said:
            if self.process.poll() is not None or time.monotonic() - began > START_TIMEOUT:
                return False
            if select.select([self.process.stdout], [], [], 0)[0]:
                said += self.process.stdout.read() or b""
            await sleep(0.005)
        self.ready_after.append(time.monotonic() - began)
        return True

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        if self.alive():
            self.process.send_signal(signal.SIGKILL)
        self.reap()

    def stop(self):
        """SIGTERM; the exit code, or None when it had to be killed."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            return None
        finally:
            self.kill()

    def reap(self):
        if self.process is not None:
            self.process.wait()
            self.process.stdout.close()

    def command(self, *words):
        """A reading command on the same data: (exit code, standard output, standard error)."""
        done = subprocess.run([self.binary, *words, "--config", self.config], cwd=self.folder,
                              env=self.base | {"LD_PRELOAD": ""}, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr
