"""Logs: one JSON object a line on standard error, and nothing in them that a person wrote.

Each line names the request that it belongs to, if there is one, so that its lines can be told from others'.
Libraries put what they work on into their messages and exceptions, so of them only the place is
printed; of every exception the type and the place.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

_OURS: Final = ("bot", "uvicorn")
_STANDARD: Final = frozenset((*vars(logging.makeLogRecord({})), "message", "taskName"))
_FRAMES: Final = 8


_request: ContextVar[str | None] = ContextVar("request", default=None)


def begin_request() -> None:
    """What is logged from here on belongs to a request of its own."""
    _request.set(uuid4().hex[:16])


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.split(".")[0] in _OURS
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage().strip() if ours else f"{record.module}:{record.lineno}",
        }
        if request := _request.get():
            entry["request"] = request
        if ours:
            entry.update({name: value for name, value in vars(record).items() if name not in _STANDARD})
        if record.exc_info and record.exc_info[1]:
            entry["error"] = described(record.exc_info[1])
        return json.dumps(entry, default=str)


def described(error: BaseException) -> dict[str, Any]:
    """The type of an error and the way to it, without its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    cause = error.__cause__ or error.__context__
    return {
        "type": type(error).__qualname__,
        "way": [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno}" for frame in frames],
        **({"cause": type(cause).__qualname__} if cause else {}),
    }


def configure_logs() -> None:
    """Send all logs through the formatter, uncaught errors of threads included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    threading.excepthook = _log_thread


def _log_thread(uncaught: threading.ExceptHookArgs) -> None:
    if uncaught.exc_value is not None:
        fields = {"error": described(uncaught.exc_value)}
        logging.getLogger(__name__).error("a thread ended", extra=fields)
