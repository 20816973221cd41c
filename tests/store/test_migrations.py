"""The migrations make the tables that the models describe, on both databases, and can be undone."""

from __future__ import annotations

import multiprocessing
import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import String, create_engine, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from bot.store.conversations.store import Store
from bot.store.database.columns import rows
from bot.store.database.engines import migrating_engine
from bot.store.database.migrate import SCRIPTS, migrate, undo
from bot.store.integrity import ALL_ROWS
from tests.store.talk import begin, say, told


@pytest.fixture
def engine(database_url: str) -> Engine:
    made: Engine = create_engine(database_url, future=True, poolclass=NullPool)
    return made


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """SQLite keeps the index of what was said in tables of its own, which no model describes."""
    return not (kind == "table" and (name or "").startswith("message_search"))


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")  # the index of what was said
def test_models_and_migrations_agree(database_url: str, engine: Engine) -> None:
    migrate(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert ALL_ROWS, "the modules of all tables are loaded"
        assert compare_metadata(context, rows.metadata) == []


def test_down_and_up_again(database_url: str, engine: Engine) -> None:
    migrate(database_url)
    undo(database_url, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(database_url)
    names = {name for name in inspect(engine).get_table_names() if is_ours(name, "table", None)}
    assert names == {"alembic_version", *rows.metadata.tables}


def test_migrating_again_keeps_everything_and_prints_nothing(
    store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    conversation = begin(store)
    say(store, conversation, "a")
    store.migrate()
    assert told(store, conversation) == ["hello", "a", "to-a"]
    assert capfd.readouterr() == ("", "")


def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=migrate, args=(database_url,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 4
    store = Store(database_url)
    store.check_writable()
    store.dispose()


def test_a_table_that_is_rebuilt_keeps_what_refers_to_it(store: Store, database_url: str) -> None:
    conversation = begin(store)
    say(store, conversation, "a")
    store.dispose()
    with migrating_engine(database_url).begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("conversations", recreate="auto") as table:
            table.alter_column("channel", type_=String(30))
    assert told(store, conversation) == ["hello", "a", "to-a"]


def test_a_path_with_a_percent_sign(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('100% sure')}/deep/down/store.db")
    store.migrate()
    assert told(store, begin(store)) == ["hello"]
    store.dispose()


def test_each_migration_names_the_one_before() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert all(re.fullmatch(r"\d{4}", revision) for revision in revisions)
    assert revisions == sorted(revisions, reverse=True)


def test_tables_of_a_newer_version_are_left_alone(database_url: str, engine: Engine) -> None:
    migrate(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ValueError, match="newest"):
        migrate(database_url)
