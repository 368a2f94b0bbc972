"""Alembic's door: it runs the revisions on the connection that `schema` handed over, in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
