"""The inbox says where something is in doubt: a message that nobody understood, or one that is about health.

Processes of the version before work on beside it: they write conversations, and the triggers do the rest.
"""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"
INDEX = "ix_inbox_doubt"


def upgrade() -> None:
    """Add the column, fill it with what is there, and let the triggers of 0004 keep it."""
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        # Nobody may write a conversation between the filling of the column and the trigger that keeps it.
        op.execute("LOCK TABLE conversations IN SHARE ROW EXCLUSIVE MODE")
    op.add_column("inbox", sa.Column("doubt", sa.Boolean(), server_default=sa.false(), nullable=False))
    for statement in statements("0006"):
        op.get_bind().exec_driver_sql(statement)
    op.create_index(
        INDEX,
        "inbox",
        ["used_at", "conversation_id"],
        sqlite_where=sa.text("doubt = 1"),
        postgresql_where=sa.text("doubt"),
    )


def downgrade() -> None:
    """The triggers as 0004 made them, then without the column."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("LOCK TABLE conversations IN SHARE ROW EXCLUSIVE MODE")
        used = next(one for one in statements("0004") if one.startswith("CREATE FUNCTION conversations_used"))
        op.execute(used.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
        op.execute("DROP FUNCTION in_doubt(json)")
    else:
        for name in ("conversations_begun", "conversations_used"):
            op.execute(f"DROP TRIGGER {name}")
            op.execute(next(one for one in statements("0004") if one.startswith(f"CREATE TRIGGER {name} ")))
    op.drop_index(INDEX, "inbox")
    op.drop_column("inbox", "doubt")


def statements(version: str) -> Iterator[str]:
    """Those of the database's own file."""
    file = SQL / f"{version}_{op.get_bind().dialect.name}.sql"
    yield from file.read_text(encoding="utf-8").split("---\n")
