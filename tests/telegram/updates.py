"""The handling of updates without Telegram: one at a time, on a real store."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from bot.channels.telegram.advice import Advice
from bot.channels.telegram.handling import Handled, UpdateHandler
from bot.channels.telegram.incoming import read
from bot.channels.telegram.secrecy import Secrecy
from bot.channels.telegram.texts import Sentences
from bot.channels.telegram.turns import UpdateTurns
from bot.dialogue.port import Dialogue
from bot.keys import Keys
from bot.store.outbox.outbox import Outbox
from bot.store.telegram.chats import Chats
from bot.store.telegram.inbox import Arrival, Inbox
from tests.conversation import SECRET, house, knowledge
from tests.fake_dialogue import FakeDialogue


class Updates:
    """A handler with what it works on."""

    def __init__(self, url: str, dialogue: Dialogue | None = None) -> None:
        self._house = house(url, dialogue or FakeDialogue(knowledge()))
        self.house = self._house.__enter__()
        self.secrecy, sentences = Secrecy(Keys(SECRET)), Sentences(knowledge())
        self.inbox = Inbox(self.house.store)
        advice = Advice(self.house.conversations, sentences)
        chats = Chats(self.house.store)
        self.turns = UpdateTurns(self.house.conversations, self.inbox, chats, self.secrecy, sentences, advice)
        self.handler = UpdateHandler(self.turns, self.inbox, Outbox(self.house.store), advice, rate_limit=0)
        self._number = 0

    def handles(self, message: dict[str, Any]) -> Handled:
        """Store a message's update and handle it."""
        return self.takes(message["chat"]["id"], message=message)

    def takes(self, chat: int, **content: Any) -> Handled:
        """Store an update of this chat and handle it."""
        self._number += 1
        update = {"update_id": self._number, **content}
        key = self.secrecy.chat(chat)
        self.inbox.add([Arrival(self._number, key, self.secrecy.seal(update))])
        taken = self.inbox.take(key)
        assert taken
        return self.handler.handle(taken, read(update))

    def __enter__(self) -> Updates:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._house.__exit__(kind, error, trace)
