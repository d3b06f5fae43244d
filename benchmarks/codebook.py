"""The codebook at 500 codes and 60,000 codings, beside the bare SQL work in the same run.

Opening the tree (working codebook and counts per code), telling what a merge will come to, merging
two codes with 3,000 codings each, and taking that back.

Run: ``python benchmarks/codebook.py [codings]``
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from frames import build, seconds
from sqlalchemy import text, update

from casestudy.domain.codebook_draft import Draft, finished
from casestudy.domain.codebook_edits import Merge
from casestudy.domain.codebook_rules import add_code
from casestudy.domain.lineage import LineageKind
from casestudy.store.codebook_records import read_records, save_outcome
from casestudy.store.engine import transaction
from casestudy.store.store import Done
from casestudy.store.tables import CODING

if TYPE_CHECKING:
    from casestudy.study import Study

CODES = 500
EACH = 3_000
LIMIT = 3.0
TARGET = 1.0


def fill(study: Study) -> tuple[str, str]:
    """Add codes until there are 500, spread the codings, and return two codes with 3,000 each."""
    book = study.codebook.current()
    parents = [code.id for code in book.assignable]

    def work(unit):
        before = read_records(unit)
        draft = Draft(before)
        for number in range(CODES - len(book.codes)):
            old = book.code(parents[number % len(parents)])
            new = replace(old, id=f"N.{number}", parent=old.id, guid=None, proposal=None)
            add_code(draft, new)
        draft.step(LineageKind.ADDED, [], draft.added)
        save_outcome(unit, finished(before, draft), member_id=study.member.id)
        return Done("fill", "codebook", "working")

    study.store.write(work, member_id=study.member.id)
    codes = [code.id for code in study.codebook.current().assignable]
    with study.store.read() as reader:
        keys = [row["id"] for row in reader.rows(CODING)]
        versions = dict(
            reader.connection.execute(text("SELECT id, current_version_id FROM code")).all()
        )
    *rest, one, other = codes
    shares = [one] * EACH + [other] * EACH
    shares += [rest[number % len(rest)] for number in range(len(keys) - len(shares))]
    with transaction(study.store.engine) as connection:
        for code_id in codes:
            mine = [key for key, share in zip(keys, shares, strict=True) if share == code_id]
            for start in range(0, len(mine), 500):
                connection.execute(
                    update(CODING)
                    .where(CODING.c.id.in_(mine[start : start + 500]))
                    .values(code_id=code_id, code_version_id=versions[code_id])
                )
    return one, other


def open_tree(study: Study) -> None:
    with study.one_state():
        study.codebook.current()
        study.codebook.counts()


BARE_COUNTS = """
SELECT code_id, COUNT(*), COUNT(DISTINCT coder_id), COUNT(DISTINCT source_id)
FROM coding WHERE removed = 0 GROUP BY code_id
"""


def bare_tree(study: Study) -> None:
    """Read every code with its content, and count codings per code."""
    with study.store.read() as reader:
        run = reader.connection.exec_driver_sql
        rows = run(
            "SELECT c.*, v.* FROM code c JOIN code_version v ON v.id = c.current_version_id"
        ).fetchall()
        for row in rows:
            json.loads(row.content)
        run(BARE_COUNTS).fetchall()


def bare_merge(study: Study, one: str, other: str) -> None:
    """What a merge costs that rewrites each coding, with its image in a log; then put it back."""
    with transaction(study.store.engine) as connection:
        rows = connection.execute(
            text("SELECT * FROM coding WHERE code_id = :one AND removed = 0"), {"one": one}
        ).mappings()
        images = [
            {"before": dict(row), "after": {**row, "code_id": other}} for row in rows.fetchall()
        ]
        connection.execute(
            text("UPDATE coding SET code_id = :other WHERE code_id = :one"),
            {"one": one, "other": other},
        )
        json.dumps(images, default=str)
        connection.rollback()


def once(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        study = build(str(Path(folder) / "maaling.db"), codings)
        one, other = fill(study)
        codes = len(study.codebook.current().codes)
        total = sum(count.codings for count in study.codebook.counts().values())
        print(f"{codes} codes, {total} codings, two codes with {EACH} each")
        merge = Merge(codes=(one,), into=other, why="måling")
        told = seconds(lambda: study.codebook.consequences(merge))
        merges, undos = [], []
        for _ in range(5):
            merges.append(once(lambda: study.codebook.edit(merge)))
            assert study.codebook.counts()[other].codings == 2 * EACH
            undos.append(once(study.codebook.undo))
        merged, undone = sorted(merges)[2], sorted(undos)[2]
        tree, bare_tree_ = seconds(lambda: open_tree(study)), seconds(lambda: bare_tree(study))
        bare = seconds(lambda: bare_merge(study, one, other))
        failed = False
        for name, mine, theirs in (
            ("open the tree", tree, bare_tree_),
            ("merge", merged, bare),
            ("undo the merge", undone, bare),
            ("consequences", told, bare),
        ):
            ratio = mine / theirs
            verdict = "ok" if ratio <= LIMIT else "TOO SLOW"
            failed = failed or ratio > LIMIT
            target = "within" if mine <= TARGET else "over"
            print(
                f"{name:16} {mine:7.3f} s  bare {theirs:7.3f} s  ratio {ratio:5.2f}  {verdict}"
                f"  ({target} {TARGET:.0f} s)"
            )
        study.close()
        sys.exit(int(failed))


if __name__ == "__main__":
    main()
