"""What a person types appears in no output, no log and no metric, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.channels.served import Served

ROOT = Path(__file__).parent.parent
CANARY = "xylophonecanary"

TALK = """
import logging, sys
from pathlib import Path

from bot.channels.web.logs import configure_logs

folder = Path(sys.argv[1])
configure_logs()
everything = logging.FileHandler(folder / "everything.log")
logging.getLogger().addHandler(everything)
logging.getLogger().setLevel(logging.DEBUG)
logging.captureWarnings(True)


def refused(error):
    # The edge logs what it cannot answer through its own formatter, which names only the place.
    logging.getLogger().removeHandler(everything)
    logging.getLogger("bot.test").error("refused", exc_info=error)
    logging.getLogger().addHandler(everything)


from bot.channels.metered import Metered
from bot.channels.metrics import Metrics
from tests.conversation import Talk, house, rasa_dialogue, sqlite_file

metrics = Metrics()
CANARY = sys.argv[2]
with house(sqlite_file(folder), rasa_dialogue()) as home:
    talk = Talk(Metered(home.conversations, metrics, "web"))
    talk.says(f"I have glaucoma {CANARY}")
    talk.says(f"/affirm{{\\"pregnancy\\": \\"{CANARY}\\"}}")
    talk.chooses("Start")
    talk.chooses("Agree")
    talk.says(f"no, never, {CANARY}")
    talk.says(f"{CANARY} {CANARY}")
    talk.says("I am {CANARY} years old and what are the risks?".format(CANARY=CANARY))

    import actions.tell, actions.validate_screening_form, bot.turn.record

    def fail(*args, **kwargs):
        text = f"broken by {CANARY}"
        raise ValueError(text)

    real = actions.validate_screening_form.take
    actions.validate_screening_form.take = fail
    talk.says(f"an action raises, {CANARY}")
    assert talk.topics == ["technical_problem"], talk.topics
    actions.validate_screening_form.take = real
    bot.turn.record.text_of, real = fail, bot.turn.record.text_of
    try:
        talk.says(f"everything raises, {CANARY}")
    except ValueError as error:
        refused(error)
    bot.turn.record.text_of = real
    with home.store._engines.writer.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE messages RENAME COLUMN text TO moved")
    try:
        talk.says(f"the database refuses, {CANARY}")
    except Exception as error:
        refused(error)
    counted = metrics.text().decode()
    assert "heads_up_turns_total" in counted and talk.id not in counted, counted
    (folder / "metrics.log").write_text(counted)
print("talked to the end")
"""


def told_of(process: int) -> str:
    """What everybody on the machine can see of a process and those that it began."""
    found = Path(f"/proc/{process}/cmdline").read_text() + Path(f"/proc/{process}/comm").read_text()
    children = [task.read_text().split() for task in Path(f"/proc/{process}/task").glob("*/children")]
    return found + "".join(told_of(int(child)) for several in children for child in several)


def test_what_is_typed_is_in_no_argument_no_number_no_refusal_and_no_secret_is_either(tmp_path: Path) -> None:
    secret = "the-secret-of-this-very-test"
    served = Served(tmp_path, SECRET_KEY=secret).ready()
    try:
        with httpx.Client(base_url=served.address) as client:
            token = client.post("/api/chat/conversations").json()["token"]
            client.headers["Authorization"] = f"Bearer {token}"
            send = partial(client.post, "/api/chat/messages")
            assert send(json={"id": str(uuid4()), "text": CANARY}).status_code == 200
            refused = [
                send(json={"id": CANARY, "text": CANARY}),
                send(json={"id": str(uuid4()), "choice": CANARY}),
                send(json={"id": str(uuid4()), "text": CANARY * 500}),
                send(content=CANARY),
                client.get(f"/book/{CANARY}"),
                client.get(f"/{CANARY}"),
            ]
            told = {"numbers": client.get("/metrics").text, "process": told_of(served.process.pid)}
    finally:
        _, told["log"] = served.ended(signal.SIGTERM)
    assert [answer.status_code for answer in refused] == [422, 422, 413, 415, 404, 404]
    told |= {f"refusal {answer.status_code}": answer.text + str(answer.headers) for answer in refused}
    assert '"event": "request"' in told["log"]
    assert "bot" in told["process"] or "served" in told["process"]
    for place, text in told.items():
        assert CANARY not in text, place
        assert secret not in text, place
        assert token not in text, place


@pytest.mark.slow
@pytest.mark.model
def test_what_is_typed_is_in_no_output_no_log_and_no_metric(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    talked = subprocess.run(
        [sys.executable, "-c", TALK, str(tmp_path), CANARY],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert talked.stdout.endswith("talked to the end\n"), talked.stderr[-2000:]
    written = {"stdout": talked.stdout, "stderr": talked.stderr}
    written |= {file.name: file.read_text(errors="replace") for file in tmp_path.glob("*.log")}
    assert written["everything.log"], "the log was written"
    for name, text in written.items():
        lines = [line for line in text.splitlines() if CANARY in line]
        assert not lines, f"{name}: {lines[:3]}"
