"""Lets any one call of a request raise, whichever it is: in the edge, the turn, the store or an action."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

ROOT = Path(__file__).parent.parent.parent
OURS = (str(ROOT / "bot"), str(ROOT / "actions"))

NEVER_FAIL = ("lock.", "RLock.")
LEAVING = (("contextlib.py", "__exit__"), ("waiting_line.py", "_leave"))
"""To take or leave a lock of this process, or a `with` block: nothing can be built on what fails there."""

COLLECTING = (
    *(("weakref.py", "_remove"), ("weakref.py", "remove")),
    *(("_weakrefset.py", "_remove"), ("state.py", "_cleanup")),
)
"""What the garbage collector calls, at any time, and whose errors Python drops."""

AROUND_US = (("errors.py", "__call__"), ("errors.py", "_send"))
"""The server calls the outermost layer of ours and takes its answer: what fails there is not ours."""

T = TypeVar("T")


class Broken(Exception):
    """What the chosen call raises."""


@dataclass
class Breaker:
    """Counts the calls that our code makes or is called by, and lets number `at` raise instead."""

    at: int = 0
    calls: list[str] = field(default_factory=list)

    def __enter__(self) -> Breaker:
        sys.setprofile(self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """What Python calls at every call; what is raised here, the call raises."""
        call = _call(frame, event, argument)
        if call is None:
            return
        self.calls.append(call)
        if len(self.calls) == self.at:
            raise Broken

    @property
    def fired(self) -> bool:
        return 0 < self.at <= len(self.calls)


class Breakable:
    """Stands in for the edge's pools: what they are to do is done in a thread, and can be broken there."""

    def __init__(self) -> None:
        self.breaker: Breaker | None = None

    async def run(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, lambda: self._made(call))

    def _made(self, call: Callable[[], T]) -> T:
        breaker = self.breaker
        if breaker is None or breaker.fired:
            return call()
        with breaker:
            return call()


def _call(frame: FrameType, event: str, argument: Any) -> str | None:
    """Who calls what, if it is a call of ours and one that can fail at all."""
    if event == "c_call" and _is_ours(frame):
        name = getattr(argument, "__qualname__", "?")
        return None if name.startswith(NEVER_FAIL) else f"{_place(frame)} calls {name}"
    by = frame.f_back
    if event != "call" or by is None or not (_is_ours(frame) or _is_ours(by)):
        return None
    if _named(frame) in (*LEAVING, *COLLECTING, *AROUND_US) or _named(by) in AROUND_US:
        return None
    return f"{_place(by)} calls {frame.f_code.co_name}"


def _is_ours(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(OURS)


def _named(frame: FrameType) -> tuple[str, str]:
    return Path(frame.f_code.co_filename).name, frame.f_code.co_name


def _place(frame: FrameType) -> str:
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
