"""A phrase that a person typed stands in the database and nowhere else, whatever happens to it."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web.logs import configure_logs
from bot.core.errors import NotStored
from tests.conversation import Talk, knowledge, settings_for

ROOT = Path(__file__).parent.parent
CANARY = "zyxquark plumtortoise"
WORDS = CANARY.split()
DATABASE = "canary.db"
LOG = "everything.log"
FAILED = "a turn failed"
DONE = "the canary has sung"

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("canary")]
TYPED = (
    f"my name is {CANARY}",
    f"no, I do not have {CANARY}",
    f"yes, {CANARY} since 2019",
    f"is it safe with {CANARY}?",
    f"what about glaucoma and {CANARY}?",
    f"my first answer was wrong, it was {CANARY}",
    f"this is for my mother {CANARY}",
    f"/restart {CANARY}",
    f'/affirm{{"screening": "{CANARY}"}}',
    f"/{CANARY}",
    f"{CANARY} " * 60,
)


@dataclass(frozen=True)
class Left:
    """What a process left behind."""

    done: subprocess.CompletedProcess[str]
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    folder = tmp_path_factory.mktemp("canary")
    done = in_a_process_of_its_own(folder)
    assert done.returncode == 0, done.stderr[-4000:]
    assert DONE in done.stdout
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Left(done, files)


def test_nothing_of_it_is_written_out(left: Left) -> None:
    assert FAILED in left.done.stderr, "the logs were not on"
    assert not told(left.done.stdout)
    assert not told(left.done.stderr)


def test_no_file_but_the_database_holds_it(left: Left) -> None:
    holding = {name for name, content in left.files.items() if told(content.decode("latin-1"))}
    assert DATABASE in holding, "it was not stored"
    assert {re.sub("-(wal|shm)$", "", name) for name in holding - {LOG}} == {DATABASE}


def test_logs_that_somebody_else_set_up_hold_nothing_of_it(left: Left) -> None:
    log = left.files[LOG].decode()
    assert FAILED in log, "the logs were not on"
    assert not told(log)


def told(text: str) -> list[str]:
    """The words of the phrase that stand in it."""
    return [word for word in WORDS if word in text.casefold()]


def in_a_process_of_its_own(folder: Path) -> subprocess.CompletedProcess[str]:
    """Sing there; whatever it leaves in its home, its temporary files or where it stands is found."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "MODELS")}
    places = {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "tests.test_canary", str(folder)],
        cwd=folder,
        env={**kept, **places},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def sing(folder: Path) -> None:
    """Type the phrase wherever something can be typed, with everything logged that can be."""
    log_everything(folder / LOG)
    from bot.engine.assembly import assemble

    url = f"sqlite:///{folder / DATABASE}"
    settings = settings_for(url, MODELS=os.environ.get("MODELS", ""))
    conversations = assemble(settings, knowledge())
    for bring in (greeted, asked_for_consent, asked, finished, at_risk):
        for text in TYPED:
            talk = Talk(conversations)
            bring(talk)
            talk.says(text)
    for fault in FAULTS:
        for bring in (greeted, asked):
            talk = Talk(conversations)
            bring(talk)
            with pytest.MonkeyPatch.context() as patch:
                fault(patch)
                talk.says(CANARY)
            assert talk.topics == ["technical_problem"], fault.__name__
    for broken in (locked, changed):
        talk = Talk(conversations)
        asked(talk)
        with broken(folder / DATABASE):
            refused(talk)
        talk.says(CANARY)
    print(DONE)


def log_everything(file: Path) -> None:
    """As the service does, and all of it in plain words into a file."""
    configure_logs()
    plainly = logging.FileHandler(file)
    plainly.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s %(pathname)s"))
    logging.getLogger().addHandler(plainly)
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("bot").setLevel(logging.DEBUG)


def greeted(talk: Talk) -> None:
    talk.says("hello")


def asked_for_consent(talk: Talk) -> None:
    talk.chooses("Start")


def asked(talk: Talk) -> None:
    talk.agrees()


def finished(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()


def at_risk(talk: Talk) -> None:
    talk.says(f"I have chest pain, {CANARY}")
    assert talk.outcome == "urgent"


def failing(*arguments: Any, **named: Any) -> None:
    """Fail, and quote what was typed, as many libraries do; first say so in every way there is."""
    import structlog

    logging.getLogger("rasa.core.actions").error("failed on %s", CANARY)
    logging.getLogger("rasa_sdk.executor").exception("failed on %s", CANARY)
    structlog.get_logger().error("failed", text=CANARY)
    warnings.warn(CANARY, stacklevel=1)
    raise ValueError(f"cannot read {CANARY!r}: {arguments} {named}")


def an_action(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("actions.translator.Turn.__init__", failing)


def the_pipeline(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("bot.understanding.component.joined", failing)


def the_policies(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("rasa.core.policies.rule_policy.RulePolicy._predict", failing)


def the_moves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("bot.engine.conversations.make_all", failing)


FAULTS = (an_action, the_pipeline, the_policies, the_moves)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else writes, for longer than a turn waits."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def changed(database: Path) -> Iterator[None]:
    """The table of messages has no column for texts, so that the statement fails with its values at hand."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("ALTER TABLE messages RENAME COLUMN text TO moved")
        yield
        other.execute("ALTER TABLE messages RENAME COLUMN moved TO text")


def refused(talk: Talk) -> None:
    """A refusal, as it would come out if nobody caught it."""
    try:
        talk.says(CANARY)
    except NotStored:
        traceback.print_exc()
    else:
        raise AssertionError("it was stored")


if __name__ == "__main__":
    sing(Path(sys.argv[1]))
