"""Puts the parts together: store, engine, knowledge and rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.core.knowledge import Knowledge
from bot.core.red_flags import find, load_rules
from bot.engine.conversations import Conversations
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.engine.dialogue import Dialogue
    from bot.store.store import Store


def assemble(
    settings: Settings, knowledge: Knowledge, store: Store, dialogue: Dialogue | None = None
) -> Conversations:
    """The conversations, with the trained model unless `dialogue` is given. Takes seconds.

    `store` is migrated, and the only one of its process: all its writers wait in one line. Raises what the
    parts raise when they cannot start.
    """
    flags = partial(find, rules=load_rules())
    return Conversations(store, dialogue or load_dialogue(settings), knowledge, flags, settings)


def load_dialogue(settings: Settings) -> Dialogue:
    """The trained model as a dialogue engine. Takes seconds. Raises NotTrained."""
    from bot.engine.quiet import be_quiet

    be_quiet()  # before Rasa is imported, or its import warns at length
    from bot.engine.light import light
    from bot.training import checked_copy

    with checked_copy(settings.models, settings.model_sha256) as model, light():
        from bot.engine.rasa_dialogue import RasaDialogue

        return RasaDialogue(model)
