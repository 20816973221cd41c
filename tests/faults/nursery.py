"""`python -m tests.faults.nursery`: loads the model once and forks workers, which it kills in mid-turn.

It takes one request a line, as JSON, and gives a line back. A process of its own: who forks must have no
threads, and pytest's workers have some.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy.orm import configure_mappers

from bot.core.errors import NotStored
from bot.core.screening import Screening
from bot.core.views import Heard
from bot.engine.assembly import load_dialogue
from bot.engine.conversations import Conversations
from bot.engine.dialogue import Dialogue
from bot.store.store import Store
from tests.conversation import knowledge, red_flags, settings_for
from tests.faults.person import Person

PATIENCE = 30.0
"""Seconds that a worker may take for one turn."""

ANSWERED = 2.0
"""Not killed before it has answered."""

MOST_TURNS = 1_000
BEGUN = "begun"


def work(link: Connection, url: str, dialogue: Dialogue) -> None:
    """What a worker does: the real turn, again and again. Tells when one begins, and what came of it."""
    store = Store(url)
    conversations = Conversations(store, dialogue, knowledge(), red_flags(), settings_for(url))
    while True:
        try:
            name, conversation, message = link.recv()
        except EOFError:
            return
        link.send(BEGUN)
        link.send(done(store, conversations, name, conversation, message))


def done(store: Store, conversations: Conversations, name: str, conversation: str, message: Any) -> Any:
    """One order, done. A refusal is an answer too: the same is sent again."""
    if name == "begin":
        store.migrate()
        begun = conversations.begin("web", "en")
        return {"id": begun.conversation, **begun.reply.as_json()}
    try:
        if name == "history":
            return conversations.history(conversation).as_json()
        return conversations.say(conversation, Heard(**message)).as_json()
    except NotStored as refused:
        return {"refused": str(refused)}


class Worker:
    """A forked process. Its store is made after the fork."""

    def __init__(self, url: str, dialogue: Dialogue) -> None:
        if (threads := len(os.listdir("/proc/self/task"))) != 1:
            raise RuntimeError(f"{threads} threads: whoever forks must have no other")
        self.link, theirs = Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self.link.close()
                work(theirs, url, dialogue)
            finally:
                os._exit(0)
        theirs.close()

    def order(self, name: str, conversation: str = "", message: Any = None) -> None:
        """Send an order; returns when the worker has begun with it."""
        self.link.send((name, conversation, message))
        assert self.receive() == BEGUN

    def receive(self) -> Any:
        if not self.link.poll(PATIENCE):
            raise TimeoutError("a worker does not answer")
        return self.link.recv()

    def asked(self, name: str, conversation: str = "") -> Any:
        self.order(name, conversation)
        return self.receive()

    def killed(self) -> Any:
        """Kill it; gives what it had already answered by then, or None."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        try:
            return self.link.recv() if self.link.poll() else None
        except (EOFError, OSError):
            return None
        finally:
            self.link.close()


class Sitting:
    """One conversation, through as many workers as are needed."""

    def __init__(self, url: str, dialogue: Dialogue) -> None:
        self._url, self._dialogue = url, dialogue
        self._worker = Worker(url, dialogue)
        self.begun = self._worker.asked("begin")
        self._took: dict[bool, list[float]] = {True: [], False: []}
        self._fresh = True
        self.kills: list[dict[str, Any]] = []
        self.answers: dict[str, list[Any]] = defaultdict(list)

    def say(self, message: dict[str, str]) -> Any:
        """Send until it is acknowledged."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._worker.order("say", self.begun["id"], message)
            began = time.monotonic()
            answer = self._worker.receive()
            self._took[self._fresh].append(time.monotonic() - began)
            self._fresh = False
            if "refused" not in answer:
                self.answers[message["id"]].append(answer)
                return answer
        raise TimeoutError(f"refused again and again: {answer['refused']}")

    def say_and_kill(self, message: dict[str, str], part: float) -> None:
        """Send, and kill after `part` of a turn's usual time, unless the turn is over by then.

        With ANSWERED for a `part` it is killed as soon as it has answered, and the answer is lost on its way.
        """
        self._worker.order("say", self.begun["id"], message)
        usual = statistics.median(self._took[self._fresh])  # a new worker's first turn takes longer
        over = self._worker.link.poll(PATIENCE if part == ANSWERED else part * usual)
        if over and part != ANSWERED:
            self.answers[message["id"]].append(self._worker.receive())
            self._fresh = False
            return
        lost = self._worker.killed()
        self._worker, self._fresh = Worker(self._url, self._dialogue), True
        stored = any(shown["id"] == message["id"] for shown in self.history()["messages"])
        self.kills.append({"id": message["id"], "over": over, "stored": stored, "lost": lost})

    @property
    def killed_in_turns(self) -> int:
        """How many kills hit a turn under way."""
        return sum(not kill["over"] for kill in self.kills)

    def history(self) -> Any:
        return self._worker.asked("history", self.begun["id"])

    def end(self) -> None:
        self._worker.killed()


@contextmanager
def sitting(url: str, dialogue: Dialogue) -> Iterator[Sitting]:
    made = Sitting(url, dialogue)
    try:
        yield made
    finally:
        made.end()


def killed_often(url: str, dialogue: Dialogue, kills: int, seed: int) -> dict[str, Any]:
    """A conversation that goes on until so many turns were killed; a turn can be killed several times."""
    person = Person(seed)
    messages: list[dict[str, str]] = []
    tries = 0
    with sitting(url, dialogue) as talk:
        shown = talk.begun
        while talk.killed_in_turns < kills and len(messages) < MOST_TURNS:
            messages.append(person.next(shown))
            while len(messages) > 5 and talk.killed_in_turns < kills and person.dice.random() < 0.5:
                tries += 1
                talk.say_and_kill(messages[-1], person.dice.random() if tries % 5 else ANSWERED)
            shown = talk.say(messages[-1])
        return told(talk, messages)


def undisturbed(url: str, dialogue: Dialogue, messages: list[dict[str, str]]) -> dict[str, Any]:
    """The same messages with nobody killed."""
    with sitting(url, dialogue) as talk:
        for message in messages:
            talk.say(message)
        return told(talk, messages)


def told(talk: Sitting, messages: list[dict[str, str]]) -> dict[str, Any]:
    """What came of it; for each message every answer that arrived."""
    answers = [talk.answers[message["id"]] for message in messages]
    return {
        "begun": talk.begun,
        "messages": messages,
        "answers": answers,
        "kills": talk.kills,
        "history": talk.history(),
    }


def warm_up(dialogue: Dialogue) -> None:
    """What takes longer the first time is done before the fork, or each worker would be killed at that."""
    knowledge()
    red_flags()
    configure_mappers()
    dialogue.respond(Screening(), dialogue.understand("what are the risks?", Screening()))


def main() -> None:
    dialogue = load_dialogue(settings_for("sqlite:///none.db", MODELS=os.environ.get("MODELS", "")))
    warm_up(dialogue)
    for line in sys.stdin:
        request = json.loads(line)
        result = (undisturbed if "messages" in request else killed_often)(dialogue=dialogue, **request)
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
