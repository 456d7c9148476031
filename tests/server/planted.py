"""A schema of tomorrow for tests: one more revision after the newest, which a program can be told to know."""

import shutil
import sys
from pathlib import Path

from db import schema

# Alters a table of people, makes one of its own, and waits where it is to be killed.
_REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{after:04}", "{before:04}"


def upgrade():
    op.create_table("planted", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("planted", sa.String, nullable=False, server_default=""))
    if {seconds} and op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT pg_sleep({seconds})")
"""


def plant(folder: Path, *, seconds: int = 0) -> None:
    """Let this process know the revision; undone by giving ``schema`` its MIGRATIONS and FINGERPRINTS back."""
    newest = schema.newest_version()
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    written = _REVISION.format(before=newest, after=newest + 1, seconds=seconds)
    (folder / "versions" / f"{newest + 1:04}_planted.py").write_text(written, encoding="utf-8")
    schema.MIGRATIONS = folder
    schema.FINGERPRINTS = {**schema.FINGERPRINTS, newest + 1: ""}


def main(centre: str, folder: str) -> None:
    """Open a centre with the program of tomorrow, which takes its time over the revision."""
    from desktop_app.bootstrap import open_centre
    from desktop_app.paths import CentrePaths

    plant(Path(folder), seconds=60)
    open_centre(CentrePaths(Path(centre)))


if __name__ == "__main__":
    main(*sys.argv[1:])
