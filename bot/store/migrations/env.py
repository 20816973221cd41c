"""Run by Alembic: migrates over the connection that it is handed, inside its transaction."""

from alembic import context

import bot.store.audit
import bot.store.reviews
import bot.store.staff
import bot.store.telegram
import bot.store.trails  # noqa: F401  (or their tables would not be known)
from bot.store.columns import rows

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=rows.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
