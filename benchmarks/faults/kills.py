"""`kill -9` under twenty people who talk."""

from __future__ import annotations

from benchmarks.faults.row import Line, Say, databases, rasa, told
from tests.faults.crowd import NUMBER
from tests.faults.kills import WORKERS, kill_often

KILLS = 200


def run(say: Say) -> list[Line]:
    """On each database."""
    dialogue, lines = rasa(), []
    with databases() as urls:
        for seed, (kind, url) in enumerate(urls.items(), 1):
            say(kind)
            found = kill_often(url, dialogue, KILLS, seed, say)
            c = found.comparison
            lines.append(
                Line(
                    f"{kind}: {KILLS} × `kill -9` at random moments on {WORKERS} workers, forked from a "
                    f"process that has imported Rasa, under {NUMBER} people who talk, each message unique",
                    "0 acknowledged lost, 0 counted twice, 0 shown but not stored",
                    f"{told(c)}; {found.conversations} conversations, {found.cut_off} requests cut off by a "
                    f"kill; the store's check finds {len(found.faults)} faults",
                    c.clean and not found.faults and found.cut_off >= KILLS,
                )
            )
    return lines
