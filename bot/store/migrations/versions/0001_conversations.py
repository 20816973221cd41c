"""Conversations with their turns and messages, and the trails of answers, red flags and bookings."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make all tables."""
    conversations()
    bookings()
    turns()
    messages()
    trails()
    probe()


def downgrade() -> None:
    """Drop all tables, children first."""
    for name in ("probe", "red_flag_reports", "answer_changes", "messages", "offers", "turns"):
        op.drop_table(name)
    for name in ("booking_openings", "bookings", "conversations"):
        op.drop_table(name)


def conversations() -> None:
    """The conversation and what it can be searched by."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("screening", sa.JSON(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("question", sa.String(100)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("checklist_version", sa.String(100)),
        sa.Column("red_flag", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_used_at", "conversations", ["used_at"])
    op.create_index("ix_conversations_outcome_used_at", "conversations", ["outcome", "used_at"])


def bookings() -> None:
    """Booking references and their use."""
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        goes_with("bookings", "conversation_id"),
    )
    op.create_index("ix_bookings_conversation_id", "bookings", ["conversation_id"])
    op.create_table(
        "booking_openings",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_booking_openings"),
        goes_with("booking_openings", "booking_id"),
    )
    op.create_index("ix_booking_openings_booking_id", "booking_openings", ["booking_id"])


def turns() -> None:
    """Messages that were taken in, and the choices that could be taken."""
    op.create_table(
        "turns",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("understood", sa.JSON()),
        sa.Column("moves", sa.JSON()),
        sa.Column("fault", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("conversation_id", "message_id", name="uq_turns_conversation_id_message_id"),
        goes_with("turns", "conversation_id"),
    )
    op.create_table(
        "offers",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "value", name="pk_offers"),
        goes_with("offers", "conversation_id"),
    )


def messages() -> None:
    """What was shown. The partial index finds the newest question of a long conversation at once."""
    op.create_table(
        "messages",
        sa.Column("id", BIG_ID, nullable=False),
        *of_a_turn("messages"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(100), nullable=False),
        sa.Column("sender", sa.String(7), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(120)),
        sa.Column("asks", sa.String(100)),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("booking_id", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("conversation_id", "public_id", name="uq_messages_conversation_id_public_id"),
        sa.UniqueConstraint("conversation_id", "position", name="uq_messages_conversation_id_position"),
        goes_with("messages", "booking_id", ondelete="SET NULL"),
    )
    asking = sa.text("asks IS NOT NULL")
    op.create_index(
        "ix_messages_asking",
        "messages",
        ["conversation_id", "position"],
        sqlite_where=asking,
        postgresql_where=asking,
    )
    op.create_index("ix_messages_turn_id", "messages", ["turn_id"])
    op.create_index("ix_messages_booking_id", "messages", ["booking_id"])


def trails() -> None:
    """What changed an answer, and the red flags."""
    op.create_table(
        "answer_changes",
        sa.Column("id", BIG_ID, nullable=False),
        *of_a_turn("answer_changes"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("previous", sa.String(10)),
        sa.Column("answer", sa.String(10)),
        sa.Column("said", sa.Text()),
        sa.Column("cause", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer_changes"),
    )
    op.create_table(
        "red_flag_reports",
        sa.Column("id", BIG_ID, nullable=False),
        *of_a_turn("red_flag_reports"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("flag", sa.String(50), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_red_flag_reports"),
    )
    for name in ("answer_changes", "red_flag_reports"):
        op.create_index(f"ix_{name}_conversation_id", name, ["conversation_id"])
        op.create_index(f"ix_{name}_turn_id", name, ["turn_id"])


def probe() -> None:
    """The row that the readiness check writes."""
    made = op.create_table(
        "probe",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_probe"),
    )
    op.bulk_insert(made, [{"id": 1, "at": None}])


def goes_with(table: str, column: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    """A row's key of what it belongs to: deleted together, unless `ondelete` says otherwise."""
    parent = column.removesuffix("_id") + "s"
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def of_a_turn(table: str) -> tuple[Any, ...]:
    """The conversation and the turn that a row belongs to. The greeting has no turn."""
    return (
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("turn_id", BIG_ID),
        goes_with(table, "conversation_id"),
        goes_with(table, "turn_id"),
    )
