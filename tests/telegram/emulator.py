"""A Bot API server on this machine: answers in Telegram's shapes, keeps its rules, and fails on demand."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.telegram.markup import Refused, shown

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"
ME = {"id": 123456, "is_bot": True, "first_name": "Heads Up", "username": "heads_up_bot"}
MUTE = 0
"""The status of an answer that never comes: the connection is cut."""


@dataclass
class Fault:
    """The next `times` calls of a method (in one chat, if it is given) are answered so."""

    method: str
    status: int
    description: str = "fault"
    retry_after: int | None = None
    times: int = 1
    chat: int | None = None
    after_it_was_done: bool = False


@dataclass
class Telegram:
    """What the server knows: updates, chats, calls."""

    address: str = ""
    calls: list[tuple[str, dict[str, Any], float]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chats: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    updates: list[dict[str, Any]] = field(default_factory=list)
    repeated: list[dict[str, Any]] = field(default_factory=list)
    confirmed: int = 0
    webhook: dict[str, Any] | None = None
    next_update: int = 500
    next_message: int = 10
    lock: threading.RLock = field(default_factory=threading.RLock)

    def push(self, **update: Any) -> int:
        """A new update; its number."""
        with self.lock:
            self.next_update += 1
            self.updates.append({"update_id": self.next_update, **update})
            return self.next_update

    def deliver_again(self) -> None:
        """Everything that was ever delivered is delivered once more, as after a lost confirmation."""
        with self.lock:
            self.repeated = list(self.updates)

    def number(self) -> int:
        with self.lock:
            self.next_message += 1
            return self.next_message

    def called(self, method: str) -> list[dict[str, Any]]:
        with self.lock:
            return [params for name, params, _ in self.calls if name == method]

    def pending(self) -> list[dict[str, Any]]:
        with self.lock:
            return [update for update in self.updates if update["update_id"] >= self.confirmed]

    async def answer(self, request: Request) -> Response:
        method, params = request.path_params["method"], await _params(request)
        if request.path_params["token"] != TOKEN:
            return _refused(401, "Unauthorized")
        with self.lock:
            self.calls.append((method, params, time.monotonic()))
            fault = self._fault(method, params)
        if fault and not fault.after_it_was_done:
            return _faulty(fault)
        try:
            handler: Callable[..., Any] = getattr(self, f"_{method}")
            result = handler(params)
            result = await result if asyncio.iscoroutine(result) else result
        except Refused as refusal:
            return _refused(400, f"Bad Request: {refusal}")
        return _faulty(fault) if fault else JSONResponse({"ok": True, "result": result})

    def _fault(self, method: str, params: dict[str, Any]) -> Fault | None:
        for fault in self.faults:
            here = fault.chat is None or fault.chat == params.get("chat_id")
            if fault.times and fault.method == method and here:
                fault.times -= 1
                return fault
        return None

    def _getMe(self, params: dict[str, Any]) -> Any:
        return ME

    def _deleteWebhook(self, params: dict[str, Any]) -> Any:
        self.webhook = None
        return True

    def _setWebhook(self, params: dict[str, Any]) -> Any:
        self.webhook = params
        return True

    def _setMyCommands(self, params: dict[str, Any]) -> Any:
        return True

    def _sendChatAction(self, params: dict[str, Any]) -> Any:
        return True

    def _answerCallbackQuery(self, params: dict[str, Any]) -> Any:
        return True

    async def _getUpdates(self, params: dict[str, Any]) -> Any:
        deadline = time.monotonic() + params.get("timeout", 0)
        with self.lock:
            self.confirmed = max(self.confirmed, params.get("offset", 0))
            repeated, self.repeated = self.repeated, []
        if repeated:
            return repeated
        while not (found := self.pending()) and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        return found[: params.get("limit", 100)]

    def _sendMessage(self, params: dict[str, Any]) -> Any:
        _check_buttons(params.get("reply_markup"))
        text, entities = shown(params["text"], params.get("parse_mode"), params.get("entities", []))
        message = {
            "message_id": self.number(),
            "from": ME,
            "date": int(time.time()),
            "chat": {"id": params["chat_id"], "type": "private"},
            "text": text,
            "entities": entities,
            **({"reply_markup": params["reply_markup"]} if params.get("reply_markup") else {}),
        }
        with self.lock:
            self.chats[params["chat_id"]].append(message)
        return message

    def _editMessageText(self, params: dict[str, Any]) -> Any:
        text, entities = shown(params["text"], params.get("parse_mode"), params.get("entities", []))
        with self.lock:
            for message in self.chats[params["chat_id"]]:
                if message["message_id"] == params["message_id"]:
                    if message["text"] == text and "reply_markup" not in message:
                        raise Refused("message is not modified")
                    message.update(text=text, entities=entities)
                    message.pop("reply_markup", None)
                    return message
        raise Refused("message to edit not found")


async def _params(request: Request) -> dict[str, Any]:
    given = {**request.query_params, **dict(parse_qsl((await request.body()).decode()))}
    params: dict[str, Any] = {}
    for name, value in given.items():
        try:
            params[name] = json.loads(str(value)) if name != "text" else value
        except ValueError:
            params[name] = value
    return params


def _check_buttons(markup: dict[str, Any] | None) -> None:
    for row in (markup or {}).get("inline_keyboard", ()):
        for button in row:
            if not button["text"] or len(button.get("callback_data", "").encode()) > 64:
                raise Refused("BUTTON_DATA_INVALID")
            if button.get("url", "http").split(":")[0] not in ("http", "https"):
                raise Refused("BUTTON_URL_INVALID")


def _refused(status: int, description: str, **parameters: Any) -> Response:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return JSONResponse(body, status)


def _faulty(fault: Fault) -> Response:
    if fault.status == MUTE:
        raise ConnectionAbortedError
    parameters = {"retry_after": fault.retry_after} if fault.retry_after else {}
    return _refused(fault.status, fault.description, **parameters)


@contextmanager
def running_telegram() -> Iterator[Telegram]:
    """The server, on a port of its own."""
    telegram = Telegram()
    route = Route("/bot{token}/{method}", telegram.answer, methods=["GET", "POST"])
    config = uvicorn.Config(Starlette(routes=[route]), log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    door = socket.create_server(("127.0.0.1", 0))
    telegram.address = f"http://127.0.0.1:{door.getsockname()[1]}"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield telegram
    finally:
        server.should_exit = server.force_exit = True
        thread.join(5)
