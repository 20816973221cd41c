"""Keeps what people write out of the logs. Must run before `rasa` is imported.

Unconfigured, structlog prints every typed text and slot to standard output, and Rasa's tracebacks
show local variables. So: errors only, no tracebacks, and nothing that carries values.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

_NOISY = (
    "rasa",
    "rasa_sdk",
    "tensorflow",
    "asyncio",
    "medspacy",
    "PyRuSH",
    "matplotlib",
    "apscheduler",
    "sqlalchemy",
)


class _OnlyThePlace(logging.Handler):
    """Passes on where a library's record came from, and nothing else: its message may quote a person.

    A handler, because a logger's filters see no record of the loggers below it.
    """

    def emit(self, record: logging.LogRecord) -> None:
        message = f"{record.name} reports a problem at {record.filename}:{record.lineno}"
        place = (record.name, record.levelno, record.pathname, record.lineno, message, (), None)
        logging.getLogger().handle(logging.LogRecord(*place))


def be_quiet() -> None:
    """Configure structlog and the libraries' loggers."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    structlog.configure(
        processors=[_drop],
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=False,
    )
    for name in _NOISY:
        logger = logging.getLogger(name)
        logger.setLevel(logging.ERROR)
        logger.propagate = False
        if not any(isinstance(each, _OnlyThePlace) for each in logger.handlers):
            logger.addHandler(_OnlyThePlace(logging.ERROR))
    # Dozens of libraries warn of themselves at import; `make test` still fails on warnings of our own code.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def _drop(logger: object, name: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    raise structlog.DropEvent
