"""The people of the crash test, and what each remembers: the oracle's journal.

A resident tells one complaint after another and waits for each answer, as the platform sends a chat's
next update only after the last one's 200; an update without its 200 is sent again until it has one. A
passer-by writes one message once and never again. One in five updates is delivered a second time."""
import asyncio
import itertools
import re
import time

from platform_api import Webhook, update

REDELIVERED = 0.2   # share of the updates that arrive twice although they were acknowledged
COMPLAINTS_EACH = 2  # then a new resident writes: 20 messages a minute of one person are a flood

COMPLAINTS = [  # of different kinds that are understood at once, with their place; no life safety
    "3栋2单元1101卫生间天花板一直滴水", "3栋2单元楼道灯不亮了", "3栋2单元门口垃圾没人清理，很臭",
    "3栋2单元1101晚上楼上一直很吵", "3栋2单元门禁刷卡没反应", "3栋地下车库我的车位被别人占了",
    "3栋2单元楼道里堆满了杂物", "楼下花坛的树枝挡住了3栋2单元的路", "3栋2单元1101的快递柜打不开",
]
CODE = re.compile(r"CP-\d{4,}")
MARK = re.compile(r"mk[g-z]{6}")  # in every text that must be told apart; letters that no reader minds


def mark(n):
    letters = ""
    for _ in range(6):
        n, digit = divmod(n, 20)
        letters = chr(ord("g") + digit) + letters
    return "mk" + letters


class World:
    """What all people share."""

    def __init__(self, server, random, patience):
        self.server, self.random, self.patience = server, random, patience
        self.numbers = itertools.count(700_000_000)
        self.marks = itertools.count(1)
        self.webhook = Webhook(server)
        self.ending = False
        self.violations = []
        self.people = {}  # by chat
        self.group_texts = []
        self.redelivered = 0

    def heard(self, chat, text, choices):
        if chat < 0:
            self.group_texts.append(text)
        elif chat in self.people:
            self.people[chat].hears(text, choices)
        else:
            self.violations.append(f"a message to nobody: {chat}")


class Sent:
    """One update in the journal."""

    def __init__(self, text):
        self.text = text
        self.acked = False


class Resident:
    def __init__(self, world, chat):
        self.world, self.chat = world, chat
        self.sent = []          # in the order of writing
        self.replies = []       # (text, epoch), without repetitions
        self.repetitions = []   # (epoch of the first, epoch of the repetition)
        self.awaits = None      # future of the reply that must come
        self.early = None
        self.filed = {}         # mark of a complaint -> its code
        world.people[chat] = self

    def hears(self, text, choices):
        epoch = self.world.server.epoch
        for seen, when in self.replies[-2:]:
            if seen == text and (self.awaits is None or when < epoch or seen == self.replies[-1][0]):
                self.repetitions.append((when, epoch))
                if when == epoch:
                    self.world.violations.append(f"{self.chat} was told twice by one process: {text[:60]}")
                return
        if self.awaits is None:
            self.world.violations.append(f"{self.chat} was told without having written: {text[:60]}")
            return
        self.replies.append((text, epoch))
        self.awaits.set_result((text, choices))
        self.awaits = None

    async def say(self, text, photo=""):
        """Writes until it is acknowledged, then waits for the answer."""
        world, journal = self.world, Sent(text)
        body = update(next(world.numbers), self.chat, text, photo)
        self.sent.append(journal)
        self.awaits = reply = asyncio.get_running_loop().create_future()
        while True:
            status = await world.webhook.post(body)
            if status == 200:
                break
            if status not in (None, 429, 503):
                world.violations.append(f"an update was answered {status}")
            await asyncio.sleep(0.03)
        journal.acked = True
        if world.random.random() < REDELIVERED:
            world.redelivered += 1
            await world.webhook.post(body)  # the platform did not see our 200
        until = time.monotonic() + world.patience
        while not reply.done():
            if time.monotonic() > until:
                world.violations.append(f"no reply to «{text}» of {self.chat}")
                raise asyncio.CancelledError
            await asyncio.wait([reply], timeout=0.5)
        return reply.result()

    async def complain(self, words):
        """One complaint from the first words to its code."""
        world = self.world
        name = mark(next(world.marks))
        text, choices = await self.say(words + " " + name)
        for _ in range(9):  # at most six answers up to the code, then the name
            if found := CODE.search(text):
                self.filed[name] = found.group()
            if name in self.filed and not choices:
                return
            await asyncio.sleep(world.random.uniform(0.05, 0.3))
            if choices and "拍" in text and world.random.random() < 0.7:
                number = next(world.marks)
                text, choices = await self.say("见图 " + mark(number), photo=f"pic_{number}")
            elif choices:
                text, choices = await self.say("1")
            else:
                text, choices = await self.say("3栋2单元1101")
        world.violations.append(f"{self.chat} got no code; at last: {text[:80]}")


async def household(world, chats):
    """One resident after the other, each with complaints of different kinds."""
    await asyncio.sleep(world.random.uniform(0, 2))
    while not world.ending:
        resident = Resident(world, next(chats))
        for words in world.random.sample(COMPLAINTS, COMPLAINTS_EACH):
            await resident.complain(words)
            if world.ending:
                return
            await asyncio.sleep(world.random.uniform(0.2, 1.0))


class PasserBy:
    """Writes once, whatever becomes of it."""

    def __init__(self, world, chat):
        self.world, self.chat = world, chat
        self.sent = [Sent("3栋2单元楼道灯不亮了 " + mark(next(world.marks)))]
        self.told = 0
        world.people[chat] = self

    def hears(self, text, choices):
        self.told += 1

    async def write(self):
        body = update(next(self.world.numbers), self.chat, self.sent[0].text)
        self.sent[0].acked = await self.world.webhook.post(body) == 200
