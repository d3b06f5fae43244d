"""The coding pane: visits, drafts, preferences, passes, suggestions, memos and corrections."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns, and let every memo point at the version in force."""
    connection = op.get_bind()
    file = Path(__file__).with_name(f"0002_coding_pane.{connection.dialect.name}.sql")
    for statement in file.read_text("utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
