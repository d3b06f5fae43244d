"""Coders whose work came in with a file from elsewhere."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Mark members as from outside; nobody is yet."""
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0004_outside.{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
