"""The service as it is run, `python -m bot serve` with Rasa, and the widget on its demo page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import NewVisitor

pytestmark = [pytest.mark.model, pytest.mark.slow]
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service; it needs the trained model, as `make test` makes it."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "MODELS")}
    folder = tmp_path_factory.mktemp("app")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env={**kept, "DATABASE_URL": f"sqlite:///{folder}/app.db", "PORT": "0", "RATE_LIMIT": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        told = []
        for line in process.stdout:
            told.append(line)
            if found := re.search(r"ready at (http://\S+?)\. ", line):
                yield found[1]
                break
        else:
            pytest.fail("".join(told))
    finally:
        process.terminate()
        process.communicate(timeout=60)  # read what it still says: a full pipe would hold it up


def test_a_typed_screening_with_rasa_ends_with_the_link(new_visitor: NewVisitor, address: str) -> None:
    visitor = new_visitor(address).visit().open()
    visitor.write("Is it ok for me to hang upside down? I would like to do the safety check")
    visitor.enter("I agree, and I am 18 or older")
    for position in range(1, 11):
        visitor.at_question(position)
        visitor.write("no, I do not")
    expect(visitor.outcome).to_have_attribute("data-topic", re.compile("outcome:"), timeout=20_000)
