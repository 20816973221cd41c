"""A person who presses and types this and that, the same again for the same seed, and nothing twice."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

TYPED = (
    *("no", "no", "no, never", "yes", "not sure", "I take aspirin", "start over", "stop", "continue"),
    *("what are the risks?", "why do you ask?", "what?", "blue elephants", "what do you know about me"),
    *(
        "I want to try inversion therapy",
        "is it safe with glaucoma?",
        "/restart",
        "my first answer was wrong",
    ),
)
ONWARDS = ("start", "consent:yes")
KEPT = "erase"
"""What is erased cannot be counted afterwards."""


class Person:
    """Chooses the next message in the light of what was shown last."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def next(self, reply: dict[str, Any]) -> dict[str, str]:
        """To the first question at once; then buttons and typed words by turns. A typed text is unique."""
        id = str(UUID(int=self.dice.getrandbits(128), version=4))
        values = [choice["value"] for message in reply["messages"] for choice in message["choices"]]
        values = [value for value in values if not value.startswith(KEPT)]
        onwards = [value for value in values if value.startswith(ONWARDS)]
        if onwards:
            return {"id": id, "choice": onwards[0]}
        if not values or self.dice.random() < 0.5:
            return {"id": id, "text": f"{self.dice.choice(TYPED)} ({id[:8]})"}
        return {"id": id, "choice": self.dice.choice(values)}
