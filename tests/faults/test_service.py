"""The whole service, killed in the middle of turns over HTTP: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

ROOT = Path(__file__).parent.parent.parent
KEPT = ("PATH", "HOME", "LANG", "MODELS", "LD_LIBRARY_PATH")
KILLS = 3

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.model]


@contextmanager
def service(folder: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service in a process of its own, and its address; killed at the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if name in KEPT} | {
        "DATABASE_URL": f"sqlite:///{folder}/served.db",
        "RATE_LIMIT": "0",
        "PORT": "0",
        "CONSOLE_PORT": "0",
        **more,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, address_of(process)
    finally:
        process.kill()
        process.communicate()


def address_of(process: subprocess.Popen[str]) -> str:
    """The address, once the service says that it is ready."""
    assert process.stdout
    told = []
    for line in process.stdout:
        told.append(line)
        if found := re.search(r"ready at (http://\S+?)\. ", line):
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return found[1]
    raise AssertionError("".join(told))


class Visitor:
    """Sends one message after the other, and the same one again until it is acknowledged."""

    def __init__(self, address: str) -> None:
        opened = httpx.post(f"{address}/api/chat/conversations", json={})
        opened.raise_for_status()
        self.token, self.newest = opened.json()["token"], opened.json()
        self.acknowledged: dict[str, list[str]] = {}
        self.pending: dict[str, str] | None = None

    def talk(self, address: str) -> None:
        """Talk until the service is gone."""
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {self.token}"}) as client:
            while True:
                self.pending = self.pending or self._next()
                try:
                    answer = client.post("/api/chat/messages", json=self.pending, timeout=10)
                except httpx.TransportError:
                    return
                assert answer.status_code == 200, answer.text
                self._take(self.pending["id"], answer.json())
                self.pending = None

    def history(self, address: str) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = httpx.get(f"{address}/api/chat/conversation", headers=headers)
        answer.raise_for_status()
        return list(answer.json()["messages"])

    def _take(self, id: str, reply: dict[str, Any]) -> None:
        ids = [message["id"] for message in reply["messages"]]
        assert self.acknowledged.setdefault(id, ids) == ids
        self.newest = reply

    def _next(self) -> dict[str, str]:
        for choice in self.newest["messages"][-1]["choices"]:
            if choice["title"] in ("No", "Start the check") or choice["title"].startswith("I agree"):
                return {"id": str(uuid4()), "choice": choice["value"]}
        return {"id": str(uuid4()), "text": "start over"}


def test_three_kills_of_the_whole_service(tmp_path: Path) -> None:
    chance, visitor = random.Random(7), None
    for _ in range(KILLS):
        with service(tmp_path) as (process, address):
            visitor = visitor or Visitor(address)
            talking = threading.Thread(target=visitor.talk, args=(address,))
            before = len(visitor.acknowledged)
            talking.start()
            while len(visitor.acknowledged) < before + 3:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            talking.join(20)
            assert not talking.is_alive()
            assert visitor.pending is not None
    assert visitor is not None
    with service(tmp_path) as (_, address):
        reply = httpx.post(
            f"{address}/api/chat/messages",
            json=visitor.pending,
            headers={"Authorization": f"Bearer {visitor.token}"},
        ).json()
        visitor._take((visitor.pending or {})["id"], reply)
        shown = [message["id"] for message in visitor.history(address)[1:]]
        assert shown == [id for mine, replies in visitor.acknowledged.items() for id in (mine, *replies)]
