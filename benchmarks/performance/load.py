"""Many people at once: a rush, one long conversation, and many open widgets."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Final

from aiohttp import ClientSession

from benchmarks.performance.servers import Server
from benchmarks.performance.talks import ASIDE, TALKS, Talk
from benchmarks.performance.visitors import Ours, Stock, Tally, Visitor, session

FIFTH: Final = 5
AT_ONCE: Final = 20


@dataclass
class Round(Tally):
    """The turns of one or more rounds, and what they took altogether."""

    wall: float = 0.0
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.seconds) / self.wall

    @property
    def cost(self) -> float:
        """Processor milliseconds a turn."""
        return 1000 * self.processor / len(self.seconds)


@dataclass
class Lengths:
    """Turn 5 of new conversations, and the turns of one that is long already."""

    late: int = 0
    """How long that one was."""
    fifth: Tally = field(default_factory=Tally)
    later: Tally = field(default_factory=Tally)


def visitor(server: Server, client: ClientSession) -> Ours | Stock:
    """Somebody whom this server understands."""
    return Stock(client, server.address) if server.is_stock else Ours(client, server.address)


async def talk(someone: Visitor, script: Talk, tally: Tally) -> None:
    """One conversation from its beginning to its end."""
    await someone.begin()
    links = [await tally.turn(someone, line) for line in script.lines]
    tally.talks += 1
    tally.right += any(links) == script.link


async def rush(server: Server, users: int, talks: int, into: Round) -> None:
    """So many users, each with so many conversations; the next message follows the answer at once."""
    began, used = time.perf_counter(), server.processor
    async with session() as client:

        async def user(number: int) -> None:
            for one in range(talks):
                await talk(visitor(server, client), TALKS[(number + one) % len(TALKS)], into)

        await asyncio.gather(*map(user, range(users)))
    into.wall += time.perf_counter() - began
    into.processor += server.processor - used


async def lengths(server: Server, late: int, times: int) -> Lengths:
    """A late turn of one conversation and turn 5 of new ones, one after the other on the same machine."""
    found = Lengths(late)
    async with session() as client:
        old = visitor(server, client)
        await begun(old, FIFTH)
        if isinstance(old, Stock):
            await old.lengthen(late)
        else:
            await said(old, late - FIFTH - 1)
        for _ in range(times):
            new = visitor(server, client)
            await begun(new, FIFTH - 1)
            await found.fifth.turn(new, ASIDE)
            await found.later.turn(old, ASIDE)
    return found


async def begun(someone: Visitor, turns: int) -> None:
    """A conversation of so many turns."""
    await someone.begin()
    await said(someone, turns)


async def said(someone: Visitor, turns: int) -> None:
    """The same question so many times."""
    for _ in range(turns):
        await someone.say(ASIDE)


async def widgets(server: Server, opened: int, talking: int, pause: float) -> Round:
    """So many open widgets, of which some talk, with a pause before each message as people make.

    The others look at their conversation once meanwhile, as a widget does whose page is opened again.
    """
    tally, chance = Round(), random.Random(1)
    async with session() as client:
        everybody = [Ours(client, server.address) for _ in range(opened)]
        for place in range(0, opened, AT_ONCE):
            await asyncio.gather(*(someone.begin() for someone in everybody[place : place + AT_ONCE]))
        began, used = time.perf_counter(), server.processor

        async def talker(number: int) -> None:
            for line in TALKS[number % len(TALKS)].lines:
                await asyncio.sleep(chance.uniform(0, 2) * pause)
                await tally.turn(everybody[number], line)

        async def looker(number: int) -> None:
            await asyncio.sleep(chance.uniform(0, 10) * pause)
            await everybody[number].open_widget()

        await asyncio.gather(*map(talker, range(talking)), *map(looker, range(talking, opened)))
    tally.wall, tally.processor = time.perf_counter() - began, server.processor - used
    return tally
