"""Somebody with Telegram on the phone, in a chat with the bot."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from tests.conversation import knowledge
from tests.telegram.emulator import ME, Telegram


def until(condition: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Wait until it holds."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)
    return found


class Person:
    """Types, taps, edits; sees what the bot shows in this chat."""

    def __init__(self, telegram: Telegram, id: int = 7001, locale: str = "en") -> None:
        self.telegram, self.id = telegram, id
        self.user = {"id": id, "is_bot": False, "first_name": "Asha", "language_code": locale}
        self.chat = {"id": id, "type": "private", "first_name": "Asha"}

    def message(self, **content: Any) -> dict[str, Any]:
        """A message as Telegram would tell it."""
        number, now = self.telegram.number(), int(time.time())
        return {"message_id": number, "date": now, "chat": self.chat, "from": self.user, **content}

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        return self.sends(text=text, **more)

    def sends(self, **content: Any) -> dict[str, Any]:
        message = self.message(**content)
        self.telegram.push(message=message)
        return message

    def edits(self, message: dict[str, Any], text: str) -> None:
        self.telegram.push(edited_message={**message, "text": text, "edit_date": int(time.time())})

    def taps(self, title: str, message: dict[str, Any] | None = None) -> None:
        """Tap a button of this message, or the newest one of that title."""
        shown = message or until(lambda: [m for m in self.sees if title in titles(m)][-1:])[0]
        buttons = [button for row in shown["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if button["text"] == title)
        self.telegram.push(callback_query=self.query(data, shown))

    def query(self, data: str, message: dict[str, Any]) -> dict[str, Any]:
        id = f"q{self.telegram.number()}"
        return {"id": id, "from": self.user, "chat_instance": "1", "data": data, "message": dict(message)}

    @property
    def sees(self) -> list[dict[str, Any]]:
        """The bot's messages, as they look now."""
        with self.telegram.lock:
            return [dict(m) for m in self.telegram.chats[self.id] if m["from"] == ME]

    def waits(self, text: str, count: int = 1) -> dict[str, Any]:
        """The newest message with this text, once there are so many of them."""
        found = until(lambda: (seen := [m for m in self.sees if text in m["text"]])[count - 1 :] and seen)
        newest: dict[str, Any] = found[-1]
        return newest


def opening(name: str) -> str:
    """The first words of a wording or topic, by which a message is known whatever the clinic writes there."""
    topics, wording = knowledge().topics, knowledge().wording
    return re.split(r"[.:{]", topics[name].text if name in topics else wording[name])[0].strip()


def screens(person: Person, answers: dict[int, str], end: str) -> dict[str, Any]:
    """From nothing to the outcome, by typing; `no` to all but `answers`. The message of the end."""
    person.writes("can we start the safety check?")
    person.waits("or older")
    person.writes("yes")
    for number in range(1, 11):
        person.waits(f"Question {number} of 10")
        person.writes(answers.get(number, "no"))
    return person.waits(end)


def titles(message: dict[str, Any]) -> list[str]:
    """What the buttons of a message say."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [button["text"] for row in rows for button in row]
