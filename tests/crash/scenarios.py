"""The two experiments, each a function that returns sentences about what went wrong: SIGKILL under
load, and fsync held while acknowledgements are awaited."""
import asyncio
import itertools
import os
import random
import time

import oracle
from people import PasserBy, Resident, World, household, mark
from platform_api import Api, update
from server import Server

HOUSEHOLDS = 120     # in each, somebody writes about twice a second
POINT_TIMEOUT = 20   # seconds in which a named point must be reached under load
PATIENCE = 20        # seconds for an answer while the program runs: a restart is far below
CONTROL_PATIENCE = 6  # where answers are missed on purpose
FINISH = 60          # seconds in which everybody ends the complaint that was begun
CONTROL_FINISH = 10  # where many cannot
HOLD_WATCH = 0.4     # seconds without a 200 while the disk is held


class Killing:
    """Residents write; the process is killed and started again until the plan is done."""

    def __init__(self, binary, folder, seed, control=""):
        self.random = random.Random(seed)
        self.patience = CONTROL_PATIENCE if control else PATIENCE
        self.binary, self.folder, self.control = binary, folder, control
        self.kills = {}
        self.notes = {}

    async def run(self, plan):
        """`plan`: for each cycle a point's name, or "" for a random moment."""
        self.api = Api(lambda *what: self.world.heard(*what))
        server = Server(self.binary, self.folder, await self.api.open(), self.control)
        self.world = World(server, self.random, self.patience)
        chats = itertools.count(6_000_000_000)
        tasks = [asyncio.create_task(household(self.world, chats)) for _ in range(HOUSEHOLDS)]
        try:
            for i, point in enumerate(plan):
                if problem := await self.cycle(server, i, point):
                    self.world.violations.append(problem)
                    server.kill()
                    break
            server.start()
            if not await server.ready(asyncio.sleep):
                return self.world.violations + ["it did not start for the last time"]
            self.world.ending = True
            await asyncio.wait(tasks, timeout=CONTROL_FINISH if self.control else FINISH)
            if unfinished := sum(not t.done() for t in tasks):
                self.world.violations.append(f"{unfinished} residents were left waiting")
            await self.settled(server)
            if (code := await asyncio.to_thread(server.stop)) != 0:
                self.world.violations.append(f"SIGTERM ended it with {code}")
        finally:
            for t in tasks:
                t.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.world.webhook.hang_up()
            if server.process:
                server.kill()
            await self.api.close()
        self.note(server)
        return oracle.check_all(self.world, server)

    async def cycle(self, server, number, point):
        nth = self.random.randint(1, 25) if point not in ("", "during_fetch") else 1
        server.start(f"{point}:{nth}" if point else "")
        if not await server.ready(asyncio.sleep) and not (point and server.process.poll() == -9):
            return f"it did not start in cycle {number}"
        passers = [asyncio.create_task(PasserBy(self.world, 7_000_000_000 + number * 10 + i).write())
                   for i in range(3)]
        if point:
            until = time.monotonic() + POINT_TIMEOUT
            while server.alive() and time.monotonic() < until:
                await asyncio.sleep(0.01)
            if server.alive():
                return f"the point {point}:{nth} was never reached"
        else:
            await asyncio.sleep(self.random.uniform(0.05, 0.7))
            if not server.alive():
                return f"it ended by itself in cycle {number}, code {server.process.poll()}"
        server.kill()
        await self.api.quiet()
        self.kills[point or "random"] = self.kills.get(point or "random", 0) + 1
        await asyncio.gather(*passers)
        return ""

    async def settled(self, server):
        """Waits until what was sent is settled as well: the group's cards, fetched photos."""
        quiet, calls = 0, -1
        while quiet < 5:
            quiet = quiet + 1 if calls == len(self.api.calls) else 0
            calls = len(self.api.calls)
            await asyncio.sleep(0.1)

    def note(self, server):
        people = [p for p in self.world.people.values() if isinstance(p, Resident)]
        repeated = [r for p in people for r in p.repetitions]
        starts = sorted(server.ready_after)
        self.notes = {
            "kills": self.kills,
            "residents": len(people),
            "updates": sum(len(p.sent) for p in self.world.people.values()),
            "redelivered": self.world.redelivered,
            "cases": sum(len(p.filed) for p in people),
            "replies repeated after a kill": len(repeated),
            "ready after ms (median, worst)": [round(1000 * starts[len(starts) // 2]), round(1000 * starts[-1])],
        }


async def hold_fsync(binary, folder, shim, rounds, control=""):
    """While every fsync is held there is no 200; once they are released there is."""
    api = Api(lambda *_: None)
    hold = os.path.join(folder, "hold")
    server = Server(binary, folder, await api.open(), control, {"LD_PRELOAD": shim, "FSYNC_HOLD": hold})
    world = World(server, random.Random(1), PATIENCE)
    wrong = []
    try:
        server.start()
        if not await server.ready(asyncio.sleep):
            return ["it did not start"]
        for i in range(rounds):
            wrong += await one_hold(world, hold, i)
    finally:
        for name in (hold, hold + ".held"):
            if os.path.exists(name):
                os.unlink(name)
        world.webhook.hang_up()
        server.kill()
        await api.close()
    return wrong


async def one_hold(world, hold, number):
    open(hold, "w").close()
    posts = [asyncio.create_task(world.webhook.post(update(
                 next(world.numbers), 8_000_000_000 + number * 10 + i,
                 "3栋2单元楼道灯不亮了 " + mark(next(world.marks))))) for i in range(8)]
    wrong = []
    until = time.monotonic() + 5
    while not os.path.exists(hold + ".held") and not any(p.done() for p in posts) and time.monotonic() < until:
        await asyncio.sleep(0.005)
    if not os.path.exists(hold + ".held"):
        wrong.append("nothing was synced for these updates")
    early, _ = await asyncio.wait(posts, timeout=HOLD_WATCH)
    if early:
        wrong.append(f"{len(early)} of {len(posts)} were answered "
                     f"{sorted({str(p.result()) for p in early})} while the disk was held")
    os.unlink(hold)
    await asyncio.wait(posts, timeout=5)
    late = [p for p in posts if not p.done() or p.result() != 200]
    if late:
        wrong.append(f"{len(late)} of {len(posts)} had no 200 after the disk was free")
    await asyncio.gather(*posts, return_exceptions=True)
    if os.path.exists(hold + ".held"):
        os.unlink(hold + ".held")
    return wrong
