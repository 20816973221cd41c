"""Schemathesis loads this: each case gets a living conversation, and some get a choice that was offered."""

from __future__ import annotations

import atexit
import json
import os
import random
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import requests
import schemathesis

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.security.result import status_of

BEGIN = os.environ.get("SECURITY_ADDRESS", "") + "/api/chat/conversations"
CASES_EACH = 25
"""A conversation is used for so many cases; one that may have been erased, for one."""


class Conversation(threading.local):
    """The conversation that this thread talks in, and what it was offered last."""

    token = ""
    used = CASES_EACH
    offered: tuple[str, ...] = ()

    def begin(self) -> None:
        while (begun := requests.post(BEGIN, timeout=30)).status_code == 503:
            time.sleep(float(begun.headers["Retry-After"]))
        begun.raise_for_status()
        self.token, self.used = begun.json()["token"], 0
        self.notice(begun.json())

    def notice(self, reply: Any) -> None:
        """Keep the choices under the newest message."""
        try:
            self.offered = tuple(choice["value"] for choice in reply["messages"][-1]["choices"])
        except (LookupError, TypeError):
            return


talk = Conversation()
statuses: Counter[str] = Counter()


@schemathesis.auth(refresh_interval=None)
class Token:
    """The token of a conversation that is there."""

    def get(self, case: Any, context: Any) -> str:
        if talk.used >= CASES_EACH:
            talk.begin()
        talk.used = CASES_EACH if case.method == "DELETE" else talk.used + 1
        return talk.token

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """A choice that was offered stands in for every other one that was made up."""
    body = case.body
    made_up = isinstance(body, dict) and isinstance(body.get("choice"), str)
    if made_up and talk.offered and random.random() < 0.5:
        body["choice"] = random.choice(talk.offered)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count what came back, and keep what was offered. A turn that failed is answered with 200."""
    reply = response.json() if response.status_code in (200, 503) else {}
    failed = any(message["topic"] == "technical_problem" for message in reply.get("messages", ()))
    status = status_of(response.status_code, response.headers, reply)
    statuses["turn failed" if failed and case.method == "POST" else status] += 1
    if response.status_code == 200:
        talk.notice(reply)


@atexit.register
def _write_down() -> None:
    Path(os.environ["SECURITY_STATUSES"]).write_text(json.dumps(statuses), encoding="utf-8")
