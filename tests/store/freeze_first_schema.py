"""Write the first revision's SQL anew from the tables: only until the first release.

Run ``python tests/store/freeze_first_schema.py``; afterwards every change is a revision of its own.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, SetTableComment

import casestudy.store.migrations as migrations
from casestudy.store.tables import METADATA

DIALECTS = (sqlite.dialect(), postgresql.dialect())


def main() -> None:
    """Write one file per engine."""
    folder = Path(migrations.__file__).parent / "versions"
    for dialect in DIALECTS:
        statements = []
        for table in METADATA.sorted_tables:
            statements.append(CreateTable(table))
            if table.comment and dialect.supports_comments:
                statements.append(SetTableComment(table))
            statements += [
                CreateIndex(index) for index in sorted(table.indexes, key=lambda each: each.name)
            ]
        lines = [
            "\n".join(line.rstrip() for line in str(each.compile(dialect=dialect)).splitlines())
            for each in statements
        ]
        text = "".join(f"{line.strip()};\n\n" for line in lines).replace("\t", "  ")
        (folder / f"0001_first.{dialect.name}.sql").write_text(text.rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
