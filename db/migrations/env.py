"""Alembic's entry: runs on the connection that db.schema hands over, or compares when a revision is made."""

from alembic import context

from db import models  # noqa: F401  (fills the metadata)
from db.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
