"""Puts the parts together: store, dialogue, content and rules."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from bot.language.readers import Readers
from bot.language.red_flags.finding import find
from bot.settings import Settings
from bot.turn.conversations import Conversations

if TYPE_CHECKING:
    from bot.dialogue.port import Dialogue
    from bot.store.conversations.store import Store


def assemble(
    settings: Settings, readers: Readers, store: Store, dialogue: Dialogue | None = None
) -> Conversations:
    """The conversations, with the trained model unless `dialogue` is given. Takes seconds.

    `store` is migrated, and the only one of its process: all its writers wait in one line. Raises what the
    parts raise when they cannot start.
    """
    flags = partial(find, rules=readers.red_flags)
    dialogue = dialogue or load_dialogue(settings, readers)
    return Conversations(store, dialogue, readers.knowledge, flags, settings)


def load_dialogue(settings: Settings, readers: Readers) -> Dialogue:
    """The trained model as an engine on this content. Takes seconds. Raises NotTrained or OtherRasa."""
    from bot.dialogue.rasa.inside.version import check_version
    from bot.dialogue.rasa.logging import be_quiet

    check_version()
    be_quiet()  # before Rasa is imported, or its import warns at length
    from bot.dialogue.rasa.inside.without_tensorflow import can_be_light, light
    from bot.dialogue.rasa.provided import provide
    from bot.dialogue.rasa.training import ROOT, checked_copy

    provide(readers)
    imports = light() if can_be_light(ROOT / "config.yml") else nullcontext()
    with checked_copy(settings.models, settings.model_sha256) as model, imports:
        from bot.dialogue.rasa.engine import RasaDialogue

        return RasaDialogue(model)
