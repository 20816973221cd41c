"""One outbox for all that leaves the house, in the place of Telegram's own.

While a rolling restart goes on, processes of the version before work on the same rows: on PostgreSQL they
find them under the old table's name, as a view through which they read, lock, add and delete. SQLite serves
one process. A migration of a later version drops the view.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LETTERS = "id, chat, conversation_id, public_id, sealed, free_at, attempts"
DELIVERIES = "id, recipient, conversation_id, public_id, payload, free_at, attempts"
VIEW = """
CREATE VIEW telegram_letters AS
SELECT id, recipient AS chat, conversation_id, public_id, payload AS sealed, free_at, attempts
FROM deliveries WHERE kind = 'telegram'
"""


def upgrade() -> None:
    """Make the table and take over what waits, with its order and with whose it is just now."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute("LOCK TABLE telegram_letters IN ACCESS EXCLUSIVE MODE")
    deliveries()
    op.execute(f"INSERT INTO deliveries ({DELIVERIES}) SELECT {LETTERS} FROM telegram_letters")
    op.drop_table("telegram_letters")
    if postgresql:
        count_on("deliveries")
        op.execute(VIEW)


def downgrade() -> None:
    """Telegram's outbox again. Alerts that wait are lost."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute("DROP VIEW telegram_letters")
    letters()
    waiting = f"SELECT {DELIVERIES} FROM deliveries WHERE kind = 'telegram'"
    op.execute(f"INSERT INTO telegram_letters ({LETTERS}) {waiting}")
    op.drop_table("deliveries")
    if postgresql:
        count_on("telegram_letters")


def deliveries() -> None:
    """The defaults are for processes of the version before, which know neither `kind` nor `created_at`."""
    op.create_table(
        "deliveries",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(20), server_default="telegram", nullable=False),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(32)),
        sa.Column("public_id", sa.String(100)),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        of_conversation("deliveries"),
    )
    op.create_index("ix_deliveries_kind_recipient_id", "deliveries", ["kind", "recipient", "id"])
    op.create_index("ix_deliveries_kind_free_at", "deliveries", ["kind", "free_at"])
    op.create_index("ix_deliveries_conversation_id", "deliveries", ["conversation_id"])


def letters() -> None:
    """As version 0002 made it."""
    op.create_table(
        "telegram_letters",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(32)),
        sa.Column("public_id", sa.String(100)),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_telegram_letters"),
        of_conversation("telegram_letters"),
    )
    op.create_index("ix_telegram_letters_chat_id", "telegram_letters", ["chat", "id"])
    op.create_index("ix_telegram_letters_conversation_id", "telegram_letters", ["conversation_id"])


def of_conversation(table: str) -> sa.ForeignKeyConstraint:
    """Deleted with the conversation."""
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.id"],
        name=f"fk_{table}_conversation_id",
        ondelete="CASCADE",
    )


def count_on(table: str) -> None:
    """New ids come after those that were taken over: they keep the order."""
    newest = f"(SELECT max(id) FROM {table})"
    op.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {newest}) WHERE {newest} IS NOT NULL")
