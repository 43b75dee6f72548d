"""Alembic's environment: runs on the application's own engine."""

from alembic import context
from sqlalchemy import Connection

from campaign.db import Base

engine = context.config.attributes["engine"]


def references(connection: Connection, held: str) -> None:
    """SQLite changes a table by making it anew: references are let go meanwhile, and checked before they hold again."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={held}")


with engine.connect().execution_options(writes=True) as connection:
    references(connection, "OFF")
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not broken, f"rows that refer to nothing: {broken}"
    connection.commit()
    references(connection, "ON")
