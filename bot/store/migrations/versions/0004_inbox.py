"""What keeps the inbox, the search and the audit trail: triggers, and the index of what was said.

A later migration that rebuilds `conversations`, `turns`, `messages` or `answer_changes` on SQLite loses
their triggers and has to make them anew; a test looks for them.
"""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQL = Path(__file__).parent.parent / "sql"
ON = {
    "audit_entries_stand": "audit_entries",
    "audit_entries_stay": "audit_entries",
    "conversations_begun": "conversations",
    "conversations_used": "conversations",
    "turns_taken": "turns",
    "turns_understood": "turns",
    "answer_changes_of_yes": "answer_changes",
    "messages_said": "messages",
    "messages_erased": "messages",
}


def upgrade() -> None:
    """Run the statements of the database's own file; they fill the inbox with what is there."""
    dialect = op.get_bind().dialect.name
    for statement in (SQL / f"0004_{dialect}.sql").read_text(encoding="utf-8").split("---\n"):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if dialect == "postgresql" else statement)


def downgrade() -> None:
    """Drop all of it, and the function behind each trigger."""
    if op.get_bind().dialect.name == "sqlite":
        for name in ON:
            op.execute(f"DROP TRIGGER {name}")
        op.execute("DROP TABLE message_search")
        return
    op.execute("DROP INDEX ix_messages_search")
    for name, table in ON.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        op.execute(f"DROP FUNCTION IF EXISTS {name}()")
