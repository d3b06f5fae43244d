"""The life of the codebook: merges, what became of codes, frozen releases and review."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables and columns, and write down where each code came from."""
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0003_codebook_life.{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
