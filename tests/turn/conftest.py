"""Conversations by plain rules on a database of their own, and one person in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversation import House, Talk, house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(sqlite_file(tmp_path), FakeDialogue(knowledge())) as made:
        yield made


@pytest.fixture
def talk(home: House) -> Talk:
    return Talk(home.conversations)
