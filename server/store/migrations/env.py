"""Run by Alembic: applies revisions on the connection that ``schema.py`` hands in, within its transaction."""

from alembic import context

from server.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
