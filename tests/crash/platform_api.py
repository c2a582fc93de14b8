"""Telegram as the residents and Linli see it: the API that takes Linli's calls and journals them, and
the webhook requests with updates. Platform rules come from the Bot API's documentation."""
import asyncio
import json
import struct
import time
import zlib

from server import SECRET


async def read_http(reader):
    """(first line, headers, body) of one message; None at the end of the connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length") or 0))
        return first, headers, body
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def picture(seed):
    """A small PNG that differs for each seed."""
    side = 24
    rows = b"".join(b"\0" + bytes((seed * 37 + x * y + k * 80) % 256 for x in range(side) for k in range(3))
                    for y in range(side))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Api:
    """The answering side. `heard(chat, text, choices)` is called for each text sent to a chat."""

    def __init__(self, heard):
        self.heard = heard
        self.serial = 0
        self.calls = []  # (method, chat, text): the journal
        self.server = None
        self.tasks = set()

    async def open(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def quiet(self):
        """Waits until every connection of a process that was killed has been read to its end, so that
        what it said is not taken for the next one's."""
        until = time.monotonic() + 2
        while self.tasks and time.monotonic() < until:
            await asyncio.sleep(0.002)

    async def close(self):
        self.server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def serve(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        try:
            while (request := await read_http(reader)) is not None:
                target = request[0].split(" ")[1]
                if target.startswith("/file/"):
                    seed = int(target.rpartition("_")[2].partition(".")[0])
                    answer, kind = picture(seed), "image/png"
                else:
                    answer = json.dumps(self.call(target.rpartition("/")[2], request[2])).encode()
                    kind = "application/json"
                writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(answer)}"
                             "\r\nConnection: keep-alive\r\n\r\n".encode() + answer)
                await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.tasks.discard(asyncio.current_task())
            writer.close()

    def call(self, method, body):
        try:
            given = json.loads(body) if body else {}
        except ValueError:
            given = {}  # multipart: a photo for the group
        self.serial += 1
        if method == "getMe":
            return {"ok": True, "result": {"id": 123456, "is_bot": True, "first_name": "Linli",
                                           "username": "linli_bot", "can_join_groups": True,
                                           "can_read_all_group_messages": True}}
        if method == "getFile":
            name = given["file_id"]
            return {"ok": True, "result": {"file_id": name, "file_unique_id": "u" + name, "file_size": 400,
                                           "file_path": f"photos/{name}.png"}}
        if not method.startswith(("send", "edit")) or method == "sendChatAction":
            return {"ok": True, "result": True}
        chat, text = int(given.get("chat_id", 0)), given.get("text", given.get("caption", ""))
        self.calls.append((method, chat, text))
        choices = bool(given.get("reply_markup", {}).get("inline_keyboard")) if isinstance(
            given.get("reply_markup", {}), dict) else False
        if method in ("sendMessage", "editMessageText"):
            self.heard(chat, text, choices)
        message = {"message_id": self.serial, "date": int(time.time()), "chat": {"id": chat}, "text": text}
        return {"ok": True, "result": [message] if method == "sendMediaGroup" else message}


def update(number, chat, text, photo=""):
    """One message of a private chat, as the platform would write it."""
    sender = {"id": chat, "is_bot": False, "first_name": f"住户{chat % 1000}", "language_code": "zh-hans"}
    message = {"message_id": number % 10_000_000, "from": sender,
               "chat": {"id": chat, "first_name": sender["first_name"], "type": "private"},
               "date": int(time.time())}
    if photo:
        message["photo"] = [{"file_id": photo, "file_unique_id": "u" + photo, "width": 24, "height": 24,
                             "file_size": 400}]
        message["caption"] = text
    else:
        message["text"] = text
    return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()


class Webhook:
    """The platform's few keep-alive connections to the webhook; a request waits for a free one."""

    def __init__(self, server, most=40):  # the platform's own default
        self.lines = [Line(server) for _ in range(most)]
        self.free = asyncio.Semaphore(most)

    async def post(self, body):
        async with self.free:
            line = self.lines.pop()
            try:
                return await line.post(body)
            finally:
                self.lines.append(line)

    def hang_up(self):
        for line in self.lines:
            line.hang_up()


class Line:
    """One connection."""

    def __init__(self, server):
        self.server = server
        self.wire = None

    async def post(self, body):
        """The status of the answer; None when the connection broke before it."""
        try:
            if self.wire is None:
                self.wire = await asyncio.open_connection("127.0.0.1", self.server.port)
            reader, writer = self.wire
            writer.write((f"POST /webhooks/tg HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                          f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\n"
                          f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\r\n").encode() + body)
            answer = await read_http(reader)
        except OSError:
            answer = None
        if answer is None:
            self.hang_up()
            return None
        return int(answer[0].split(" ")[1])

    def hang_up(self):
        if self.wire is not None:
            self.wire[1].close()
            self.wire = None
