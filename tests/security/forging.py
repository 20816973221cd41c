"""Forged names: a real one that was altered, one of another key or purpose, and one that is made up."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bot.keys import Keys

ALPHABET = string.ascii_letters + string.digits + "-_.="
FOREIGN = Keys("a key of somebody else, long enough")


def forged(real: Sequence[str], count: int, made_up: Callable[[random.Random], str]) -> list[str]:
    """So many forgeries of these real names, each once; never one that is real."""
    chance = random.Random(7)
    ways = (_swapped, _changed, _cut, _grown, _cased, _crossed, _padded, lambda real, chance: made_up(chance))

    def endless() -> Iterator[str]:
        known = set(real)
        while True:
            way = chance.choice(ways)
            name = way(real, chance)
            if name not in known:
                known.add(name)
                yield name

    return list(islice(endless(), count))


def signed_by_others(id: str) -> list[str]:
    """What others, or we for another purpose, would sign."""
    ours = Keys("0123456789abcdef0123456789abcdef")
    return [
        FOREIGN.signatures("visitor-token").signed(id),
        FOREIGN.signatures("booking").signed(id),
        ours.signatures("telegram-link").signed(id),
    ]


def random_name(chance: random.Random) -> str:
    """An id and a signature as long as ours."""
    tail = base64.urlsafe_b64encode(chance.randbytes(32)).decode().rstrip("=")
    return f"{chance.randbytes(16).hex()}.{tail}"


def _swapped(real: Sequence[str], chance: random.Random) -> str:
    """Two characters change places."""
    name = list(chance.choice(real))
    one, other = chance.sample(range(len(name)), 2)
    name[one], name[other] = name[other], name[one]
    return "".join(name)


def _changed(real: Sequence[str], chance: random.Random) -> str:
    name = list(chance.choice(real))
    for place in chance.sample(range(len(name)), chance.randint(1, 3)):
        name[place] = chance.choice(ALPHABET)
    return "".join(name)


def _cut(real: Sequence[str], chance: random.Random) -> str:
    name = chance.choice(real)
    return name[: chance.randrange(1, len(name))] if chance.random() < 0.5 else name[chance.randrange(1, 9) :]


def _grown(real: Sequence[str], chance: random.Random) -> str:
    name, more = chance.choice(real), "".join(chance.choices(ALPHABET, k=chance.randint(1, 8)))
    return name + more if chance.random() < 0.5 else more + name


def _cased(real: Sequence[str], chance: random.Random) -> str:
    name = chance.choice(real)
    return "".join(letter.swapcase() if chance.random() < 0.3 else letter for letter in name)


def _crossed(real: Sequence[str], chance: random.Random) -> str:
    """The beginning of one and the end of another."""
    one, other = chance.choice(real), chance.choice(real)
    place = chance.randrange(1, len(one))
    return one[:place] + other[place:]


def _padded(real: Sequence[str], chance: random.Random) -> str:
    """What decodes to the same bytes where somebody is not strict."""
    name = chance.choice(real)
    return chance.choice(
        (f"{name}=", f"{name}==", f"{name}.", f".{name}", name.replace(".", ".."), f"{name}%00")
    )
