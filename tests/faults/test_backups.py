"""A copy that is made while people talk is whole and holds what they were shown before; it can be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SQLITE
from tests.conversation import knowledge
from tests.fake_dialogue import FakeDialogue
from tests.faults.backups import Restored, copied, copy_sqlite, dump_postgres, restore_postgres
from tests.postgres import Postgres

pytestmark = [pytest.mark.faults, pytest.mark.slow]


def whole(found: Restored) -> None:
    assert found.checked.faults == []
    assert found.before.clean, found.before
    assert found.before.acknowledged > 0
    assert found.went_on > 0


def test_sqlite(tmp_path: Path) -> None:
    source, target = tmp_path / "source.db", tmp_path / "copy.db"

    def copy() -> str:
        copy_sqlite(source, target)
        return f"{SQLITE}{target}"

    whole(copied(f"{SQLITE}{source}", FakeDialogue(knowledge()), copy))


@pytest.mark.postgres
def test_postgresql(postgres: Postgres, postgres_url: str, tmp_path: Path) -> None:
    with postgres.database() as empty:

        def copy() -> str:
            dump_postgres(postgres, postgres_url, tmp_path / "dump")
            restore_postgres(postgres, tmp_path / "dump", empty)
            return empty

        whole(copied(postgres_url, FakeDialogue(knowledge()), copy))
