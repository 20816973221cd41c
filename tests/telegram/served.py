"""`python -m tests.telegram.served`: the real service on rules in memory, in a process that can be killed."""

from __future__ import annotations

import sys
from functools import partial

from bot.channels.conversations import Conversations
from bot.channels.telegram import channel
from bot.language.readers import Readers
from bot.service import serving
from bot.service.assembly import assemble
from bot.settings import Settings
from bot.store.conversations.store import Store
from tests.fake_dialogue import FakeDialogue

QUICK = channel.Timing(poll=1, sweep=0.2, finish=2, pauses=(0.05, 0.1, 0.2))


def conversations(settings: Settings, readers: Readers, store: Store) -> Conversations:
    """The real turn on the real store."""
    return assemble(settings, readers, store, FakeDialogue(readers.knowledge))


if __name__ == "__main__":
    serving.loaded = conversations
    channel.Channel = partial(channel.Channel, timing=QUICK)  # type: ignore[assignment, misc]
    sys.exit(serving.main())
