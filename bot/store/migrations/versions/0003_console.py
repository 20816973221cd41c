"""Staff and their sessions, the audit trail, the inbox and what a review adds to a conversation."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STAFF = ("audit_head", "audit_entries", "saved_filters", "sign_in_failures", "staff_sessions", "staff")
REVIEWS = ("releases", "misreadings", "review_notes", "review_tags", "inbox")


def upgrade() -> None:
    """Make the tables."""
    staff()
    audit()
    inbox()
    reviews()


def downgrade() -> None:
    """Drop the tables."""
    for name in (*REVIEWS, *STAFF):
        op.drop_table(name)


def staff() -> None:
    """Accounts, and what hangs on them."""
    op.create_table(
        "staff",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("totp", sa.Text()),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_staff_sessions"),
        key("staff_sessions", "staff_id", "staff"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_last_at", "sign_in_failures", ["last_at"])
    op.create_table(
        "saved_filters",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("staff_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.UniqueConstraint("staff_id", "name", name="uq_saved_filters_staff_id_name"),
        key("saved_filters", "staff_id", "staff"),
    )


def audit() -> None:
    """The trail, and its newest entry."""
    op.create_table(
        "audit_entries",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(50), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64)),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_subject_id", "audit_entries", ["subject", "id"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("newest", BIG_ID, nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"id": 1, "newest": 0, "mac": ""}])


def inbox() -> None:
    """One row a conversation, with an index for each filter in the order of the inbox."""
    flags = ("red_flag", "not_understood", "yes_changed", "unread")
    op.create_table(
        "inbox",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("question", sa.String(100)),
        sa.Column("outcome", sa.String(20)),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in flags),
        sa.Column("review", sa.String(20), nullable=False),
        sa.Column("assignee_id", BIG_ID),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_inbox"),
        key("inbox", "conversation_id", "conversations"),
        key("inbox", "assignee_id", "staff", ondelete="SET NULL"),
    )
    newest_first("all")
    for name in ("outcome", "channel", "review"):
        newest_first(name, name)
    newest_first("question", "question", only="question IS NOT NULL")
    newest_first("assignee", "assignee_id", only="assignee_id IS NOT NULL")
    for name in flags:
        newest_first(name, only=name, flag=True)
    op.create_index("ix_inbox_begun_at", "inbox", ["begun_at"])


def reviews() -> None:
    """What staff add."""
    op.create_table(
        "review_tags",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("tag", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "tag", name="pk_review_tags"),
        key("review_tags", "conversation_id", "conversations"),
    )
    op.create_index("ix_review_tags_tag", "review_tags", ["tag", "conversation_id"])
    written("review_notes", sa.Column("text", sa.Text(), nullable=False))
    written(
        "misreadings",
        sa.Column("message_id", BIG_ID, nullable=False),
        sa.Column("should_be", sa.String(120), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        key("misreadings", "message_id", "messages"),
    )
    op.create_index("ix_misreadings_message_id", "misreadings", ["message_id"])
    written(
        "releases",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("item", sa.String(100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def written(table: str, *more: Any) -> None:
    """A table of what somebody wrote about a conversation."""
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("author", sa.String(50), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        key(table, "conversation_id", "conversations"),
    )
    op.create_index(f"ix_{table}_conversation_id", table, ["conversation_id"])


def newest_first(name: str, *columns: str, only: str | None = None, flag: bool = False) -> None:
    """An index of the inbox. SQLite needs the very words of the query: a flag is `= 1` there."""
    condition: dict[str, Any] = {}
    if only is not None:
        words = f"{only} = 1" if flag else only
        condition = {"sqlite_where": sa.text(words), "postgresql_where": sa.text(only)}
    op.create_index(f"ix_inbox_{name}", "inbox", [*columns, "used_at", "conversation_id"], **condition)


def key(table: str, column: str, parent: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    """A row's key of what it belongs to."""
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)
