"""Run by Alembic: migrates over the connection that it is handed, inside its transaction."""

from alembic import context

from bot.store.database.columns import rows

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=rows.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
