"""The disk fills up while residents write: nothing is acknowledged that is not kept, /readyz says so, and
service comes back by itself when there is space again. The data folder is a small file system of its own,
so this needs the right to mount one (root, as in CI)."""
import asyncio
import json
import os
import random
import subprocess
import urllib.error
import urllib.request

from people import World, mark
from platform_api import Api, update
from server import Server

DISK = "16m"        # the database with its log takes about 5 MB in this test
TRIES = 400         # updates offered to the full disk; each takes some kilobytes of the log
HEALS_WITHIN = 10   # seconds
PATIENCE = 20
LITTLE = 512 * 1024  # bytes that are left when it warns: less than a twentieth of the disk, enough for a commit


class SmallDisk:
    """A file system of its own under `path` for the length of the test."""

    def __init__(self, path):
        self.path = path
        self.ballast = os.path.join(path, "ballast")
        os.makedirs(path, exist_ok=True)

    def __enter__(self):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", self.path], check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", self.path], check=False)

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as f:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        f.write(b"x" * size)
                except OSError:
                    pass

    def leave(self, little):
        with open(self.ballast, "wb", buffering=0) as f:
            while os.statvfs(self.path).f_bavail * os.statvfs(self.path).f_frsize > little:
                f.write(b"x" * 4096)

    def free(self):
        os.unlink(self.ballast)


def is_ready(server):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.internal}/readyz", timeout=5) as r:
            return r.status == 200
    except urllib.error.HTTPError:
        return False


async def offer(world, chat):
    """One message of somebody new; (its text, the status of the answer)."""
    text = "3栋2单元楼道灯不亮了 " + mark(next(world.marks))
    return text, await world.webhook.post(update(next(world.numbers), chat, text))


async def heals(server):
    for _ in range(HEALS_WITHIN * 10):
        if await asyncio.to_thread(is_ready, server):
            return True
        await asyncio.sleep(0.1)
    return False


async def warns(world, server, disk, kept):
    """While there is still a little space it serves, but is ready for nothing new."""
    wrong = []
    disk.leave(LITTLE)
    if await asyncio.to_thread(is_ready, server):
        wrong.append("/readyz is true on a disk that is almost full")
    text, status = await offer(world, 8_300_000_000 + len(kept))
    if status != 200:
        wrong.append(f"answered {status} while there was a little space")
    kept.append(text)
    disk.free()
    return wrong


async def fills_up(world, server, disk, kept):
    wrong, refused = [], 0
    disk.fill()
    for i in range(TRIES):
        text, status = await offer(world, 8_100_000_000 + i)
        if status == 200:
            kept.append(text)
        elif status == 503:
            refused += 1
        else:
            wrong.append(f"the full disk was answered {status}")
        if refused >= 3:
            break
    if refused < 3:
        wrong.append(f"{TRIES} updates fitted on a full disk")
    if await asyncio.to_thread(is_ready, server):
        wrong.append("/readyz is true while nothing can be kept")
    disk.free()
    if not await heals(server):
        wrong.append(f"not ready {HEALS_WITHIN} s after space came back")
    return wrong


async def full_disk(binary, folder, control=""):
    api = Api(lambda *_: None)
    with SmallDisk(os.path.join(folder, "data")) as disk:
        server = Server(binary, folder, await api.open(), control)
        world = World(server, random.Random(1), PATIENCE)
        wrong, kept = [], []
        try:
            server.start()
            if not await server.ready(asyncio.sleep):
                return ["it did not start"]
            for round_number in range(2):  # it must not only heal once
                text, status = await offer(world, 8_000_000_000 + round_number)
                if status != 200:
                    wrong.append(f"answered {status} with space on the disk")
                kept.append(text)
                wrong += await warns(world, server, disk, kept)
                wrong += await fills_up(world, server, disk, kept)
            text, status = await offer(world, 8_200_000_000)
            if status != 200:
                wrong.append(f"answered {status} after it was ready again")
            kept.append(text)
            code, out, err = await asyncio.to_thread(server.command, "export", "--messages")
            stored = [json.loads(line)["text"] for line in out.splitlines()]
            lost = [t for t in kept if t not in stored]
            if code != 0 or lost:
                wrong.append(f"{len(lost)} of {len(kept)} acknowledged messages are lost {err[-200:]}")
            if len(stored) != len(set(stored)):
                wrong.append("a message is kept twice")
        finally:
            world.webhook.hang_up()
            server.kill()
            await api.close()
    return wrong
