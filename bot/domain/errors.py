"""What can go wrong with a turn. Every channel turns these into words its users understand."""

from bot.domain.messages import Emergency


class UnknownConversation(Exception):
    """No such conversation: erased, too long unused, or never there."""


class OtherContent(Exception):
    """The same message id came before with other content."""


class NeverOffered(Exception):
    """A choice, or the message a reply refers to, that this conversation never showed."""


class TooManyTurns(Exception):
    """The conversation is full."""


class TooFast(Exception):
    """The conversation has taken its turns of this minute; `seconds` until it can take the next one."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


class NotStored(Exception):
    """The message could not be stored and was not processed; the sender may send it again.

    `emergency` holds the advice if the text held a red flag.
    """

    def __init__(self, reason: str, emergency: Emergency | None = None) -> None:
        super().__init__(reason)
        self.emergency = emergency


THEIRS = (NeverOffered, OtherContent, TooFast, TooManyTurns, UnknownConversation)
"""What is wrong with the message, and not with us."""
