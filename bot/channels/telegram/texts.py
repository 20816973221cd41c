"""The channel's own sentences, and what the commands of Telegram's menu stand for."""

from __future__ import annotations

from typing import Final

from bot.content.knowledge import Knowledge
from bot.content.placeholders import COMMANDS
from bot.screening.wording import common_values

START: Final = "start"
CHECK: Final = "check"
CHECK_CHOICE: Final = "start"
"""The choice of the greeting that begins the check."""


class Sentences:
    """Sentences of wording.yml, filled in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._wording, self._values = knowledge.wording, common_values(knowledge)

    def of(self, name: str, **values: str) -> str:
        """The channel's sentence `telegram_<name>`."""
        return self._wording[f"telegram_{name}"].format(**{**self._values, **values}).strip()

    @property
    def erased(self) -> str:
        """What is said when everything was deleted."""
        return self._wording["erased"].format(**self._values).strip()

    def menu(self) -> list[tuple[str, str]]:
        """Each command and what the menu says about it."""
        return [(command, self.of(f"menu_{command}")) for command in COMMANDS]

    def meaning(self, command: str) -> str | None:
        """What a command of the menu says, as if it were typed. None for any other command."""
        return self.of(f"says_{command}") if command in COMMANDS else None
