"""Rasa's agent as a dialogue engine: its pipeline understands, its policies choose the actions."""

from __future__ import annotations

import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.dialogue.port import DialogueFault
from bot.dialogue.rasa.inside.agent import finished, load_agent
from bot.dialogue.rasa.inside.endpoint import InProcessActions
from bot.dialogue.rasa.logging import be_quiet
from bot.dialogue.rasa.provided import provided
from bot.dialogue.rasa.tracker import tracker_of
from bot.domain import interpretation as understanding
from bot.domain.interpretation import Interpretation
from bot.domain.screening import Screening
from bot.language.context.follow_up import resolve
from bot.screening import commands
from bot.screening.commands import Command

PROBE = "What are the risks?"
"""What the check types. Nobody sees it; it takes the way of any message."""

WAIT = 2.0
"""Seconds that a turn waits for the engine."""

T = TypeVar("T")


class RasaDialogue:
    """One loaded model, used by one turn at a time."""

    def __init__(self, model: Path) -> None:
        be_quiet()
        self._actions = InProcessActions()
        self._agent, self._tracker = load_agent(model, self._actions)
        self._processor = self._agent.processor
        self._words = provided().lexicon.intents
        self._lock = threading.Lock()

    def understand(self, text: str, screening: Screening) -> Interpretation:
        """Run Rasa's pipeline on `text`."""
        parsed = self._run(self._processor.parse_message(UserMessage(text=text)))
        return resolve(understanding.from_json(parsed["interpretation"]), screening.last_topic, self._words)

    def respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        """Let Rasa's policies choose the actions, and return the commands these chose."""
        return self._run(self._respond(screening, interpretation))

    def check(self) -> None:
        """Read one typed message through the whole pipeline, and let the policies choose what answers it.

        Raises DialogueFault, or whatever fails on the way.
        """
        if not self._agent.is_ready():
            raise DialogueFault("no model is loaded: train one with `make train`")
        nothing_asked = Screening()
        self.respond(nothing_asked, self.understand(PROBE, nothing_asked))

    async def _respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        self._actions.fault = None
        self._tracker.current = tracker_of(screening, self._processor.domain)
        output = CollectingOutputChannel()
        message = UserMessage(
            text=interpretation.text or "…",
            output_channel=output,
            sender_id="turn",
            parse_data=_parsed(interpretation),
        )
        try:
            await self._agent.handle_message(message)
        finally:
            self._tracker.current = None
        if self._actions.fault is not None:
            raise self._actions.fault
        chosen = tuple(
            commands.from_json(said["custom"]["command"]) for said in output.messages if "custom" in said
        )
        if not chosen:
            raise DialogueFault("no action answered")
        return chosen

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if not self._lock.acquire(timeout=WAIT):
            work.close()
            raise TimeoutError("the dialogue engine is busy")
        try:
            return finished(work)
        finally:
            self._lock.release()


def _parsed(interpretation: Interpretation) -> dict[str, Any]:
    return {
        "text": interpretation.text,
        "intent": {"name": interpretation.intent, "confidence": interpretation.confidence},
        "entities": [],
        "interpretation": understanding.to_json(interpretation),
    }
