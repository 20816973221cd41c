"""What came in from Telegram, what waits to go out, and which chat holds which conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NAMES = ("telegram_links", "telegram_letters", "telegram_messages", "telegram_chats", "telegram_updates")


def upgrade() -> None:
    """Make the tables."""
    updates()
    chats()
    messages()
    letters()
    links()


def downgrade() -> None:
    """Drop the tables."""
    for name in NAMES:
        op.drop_table(name)


def updates() -> None:
    """Updates, by Telegram's own number."""
    op.create_table(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.String(64)),
        sa.Column("sealed", sa.Text()),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(32)),
        sa.Column("done_at", MOMENT),
        sa.PrimaryKeyConstraint("update_id", name="pk_telegram_updates"),
    )
    waiting = sa.text("done_at IS NULL")
    op.create_index(
        "ix_telegram_updates_waiting",
        "telegram_updates",
        ["chat", "update_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("ix_telegram_updates_done_at", "telegram_updates", ["done_at"])


def chats() -> None:
    """The conversations of a chat."""
    op.create_table(
        "telegram_chats",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_telegram_chats"),
        of_conversation("telegram_chats"),
    )
    op.create_index("ix_telegram_chats_chat", "telegram_chats", ["chat"])


def messages() -> None:
    """Telegram's number of each message that was shown or heard."""
    op.create_table(
        "telegram_messages",
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("public_id", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.PrimaryKeyConstraint("chat", "message_id", name="pk_telegram_messages"),
        of_conversation("telegram_messages"),
    )
    op.create_index("ix_telegram_messages_conversation_id", "telegram_messages", ["conversation_id"])


def letters() -> None:
    """What waits to be sent."""
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


def links() -> None:
    """Links from the web that were not used yet."""
    op.create_table(
        "telegram_links",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("digest", name="pk_telegram_links"),
        of_conversation("telegram_links"),
    )
    op.create_index("ix_telegram_links_conversation_id", "telegram_links", ["conversation_id"])


def of_conversation(table: str) -> sa.ForeignKeyConstraint:
    """Deleted with the conversation."""
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.id"],
        name=f"fk_{table}_conversation_id",
        ondelete="CASCADE",
    )
