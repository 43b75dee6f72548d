"""Alembic's environment: runs on the application's own engine."""

from alembic import context

from campaign.db import Base

engine = context.config.attributes["engine"]

with engine.connect().execution_options(writes=True) as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
