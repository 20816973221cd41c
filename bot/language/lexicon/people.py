"""Other people, by the names that visitors give them: "my mum", "papa", "she"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language.lexicon.context_phrases import ContextPhrases


class People:
    """Canonical names: "my mum has" is "your mother"."""

    def __init__(self, people: Mapping[str, Sequence[str]], context: ContextPhrases) -> None:
        self._names = {
            context.words(spoken): f"your {name}" for name, names in people.items() for spoken in names
        }
        self._longest = max(len(spoken) for spoken in self._names)

    def name(self, said: str | None) -> str | None:
        """Whom the words mean; "he" and "she" stay as they are."""
        if said is None or said in ("you", "your family"):
            return said
        return self.find(said.split()) or said

    def find(self, said: Sequence[str]) -> str | None:
        """The first person named in these words."""
        for start in range(len(said)):
            for length in range(min(self._longest, len(said) - start), 0, -1):
                name = self._names.get(tuple(said[start : start + length]))
                if name:
                    return name
        return None
