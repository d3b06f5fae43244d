"""segments() and matrix() on 60,000 codings, beside the bare SQL and pandas work in the same run.

Run: ``python benchmarks/frames.py [codings]``
"""

from __future__ import annotations

import hashlib
import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import pandas as pd
from sqlalchemy import insert

from casestudy.domain.vocabulary import ConsentScope, Role
from casestudy.services.setup import create_study
from casestudy.services.stores import create_store
from casestudy.store.engine import transaction
from casestudy.store.tables import CODE, CODING, SEGMENT, SOURCE, SPEAKER, TEXT_VERSION, TURN
from casestudy.study import Study

CODEBOOK = Path(__file__).parents[1] / "codebooks" / "chime-v0.1.yaml"
LIMIT = 3.0
PER_SOURCE = 200


def build(address: str, codings: int) -> Study:
    """Fill a store in bulk: 200 codings in each source of about 8,000 words."""
    store = create_store(address)
    study = Study(store, create_study(store, title_nb="Måling", leader="Mona"))
    study.codebook.take_in(CODEBOOK.read_text("utf-8"), file_name=CODEBOOK.name)
    chance = random.Random(1)
    cases = [study.cases.add(label) for label in "ABCDEFGHIJ"]
    roles = list(Role)
    with store.read() as reader:
        codes = [
            (row["id"], row["current_version_id"])
            for row in reader.rows(CODE)
            if row["id"].count(".") >= 1
        ]
    now = store.clock()
    words = [f"ord{number}" for number in range(2000)]
    rows: dict[str, list[dict]] = {
        name: [] for name in ("source", "text_version", "speaker", "turn", "segment", "coding")
    }
    number = 0
    for index in range(codings // PER_SOURCE):
        case_id = cases[index % len(cases)]
        person = study.cases.add_participant(
            f"P{index:04}",
            case_id=case_id,
            role=roles[index % 4],
            scopes=[ConsentScope.TRANSCRIPT],
        )
        source_id, version_id = str(uuid.uuid4()), str(uuid.uuid4())
        speakers = [str(uuid.uuid4()), str(uuid.uuid4())]
        turns, place, parts = [], 0, []
        for turn in range(160):
            said = " ".join(chance.choices(words, k=50))
            turns.append((turn + 1, speakers[turn % 2], place, place + len(said)))
            parts.append(said)
            place += len(said) + 1
        text = "\n".join(parts)
        digest = hashlib.sha256(text.encode()).hexdigest()
        rows["source"].append(
            {
                "id": source_id,
                "number": index + 1,
                "title": f"Kilde {index + 1}",
                "type": "interview",
                "case_id": case_id,
                "file_sha256": hashlib.sha256(source_id.encode()).hexdigest(),
                "file_format": "txt",
                "words": 8000,
                "text_version_id": version_id,
                "imported_at": now,
            }
        )
        rows["text_version"].append(
            {
                "id": version_id,
                "source_id": source_id,
                "number": 1,
                "text": text,
                "text_sha256": digest,
                "created_at": now,
            }
        )
        rows["speaker"] += [
            {"id": speakers[0], "source_id": source_id, "label": "I", "is_interviewer": True},
            {
                "id": speakers[1],
                "source_id": source_id,
                "label": f"P{index:04}",
                "is_interviewer": False,
                "participant_id": person,
            },
        ]
        rows["turn"] += [
            {
                "text_version_id": version_id,
                "number": turn,
                "speaker_id": speaker,
                "start": start,
                "end": end,
            }
            for turn, speaker, start, end in turns
        ]
        for _ in range(PER_SOURCE):
            number += 1
            start = chance.randrange(len(text) - 400)
            end = start + chance.randrange(40, 400)
            segment_id = str(uuid.uuid4())
            code_id, code_version = chance.choice(codes)
            rows["segment"].append(
                {
                    "id": segment_id,
                    "number": number,
                    "source_id": source_id,
                    "text_version_id": version_id,
                    "start": start,
                    "end": end,
                    "text_sha256": digest,
                }
            )
            rows["coding"].append(
                {
                    "id": str(uuid.uuid4()),
                    "segment_id": segment_id,
                    "source_id": source_id,
                    "code_id": code_id,
                    "code_version_id": code_version,
                    "coder_id": study.member.id,
                    "layer": "coder",
                    "created_at": now,
                    "removed": False,
                    "revision": 1,
                }
            )
    tables = (SOURCE, TEXT_VERSION, SPEAKER, TURN, SEGMENT, CODING)
    with transaction(store.engine) as connection:
        for table in tables:
            listed = {(row["source_id"], row["start"], row["end"]): row for row in rows["segment"]}
            if table is SEGMENT:
                kept = {row["id"] for row in listed.values()}
                connection.execute(insert(table), list(listed.values()))
            elif table is CODING:
                standing = [row for row in rows["coding"] if row["segment_id"] in kept]
                connection.execute(insert(table), standing)
            else:
                connection.execute(insert(table), rows[table.name])
    return study


SEGMENTS_SQL = """
SELECT k.id, g.number, c.label, s.number, s.title, s.type, s.date, k.code_id, m.handle, k.layer,
       k.level, k.valence, k.stage, k.claim_status, g.start, g."end", k.source_id, k.segment_id,
       g.text_version_id
FROM coding k JOIN segment g ON g.id = k.segment_id JOIN source s ON s.id = k.source_id
LEFT JOIN "case" c ON c.id = s.case_id JOIN member m ON m.id = k.coder_id
WHERE k.removed = 0 ORDER BY s.number, g.start, g."end"
"""
MATRIX_SQL = """
SELECT k.id, k.code_id, c.label, p.pseudonym
FROM coding k JOIN segment g ON g.id = k.segment_id JOIN source s ON s.id = k.source_id
JOIN turn t ON t.text_version_id = g.text_version_id AND t.start < g."end" AND t."end" > g.start
JOIN speaker w ON w.id = t.speaker_id AND NOT w.is_interviewer
JOIN participant p ON p.id = w.participant_id LEFT JOIN "case" c ON c.id = s.case_id
WHERE k.removed = 0
"""


def bare_segments(study: Study) -> pd.DataFrame:
    """One SQL join, texts read once, sliced in Python: what plain code gets."""
    with study.store.read() as reader:
        run = reader.connection.exec_driver_sql
        frame = pd.DataFrame(run(SEGMENTS_SQL).fetchall(), columns=range(19))
        texts = dict(run("SELECT id, text FROM text_version").fetchall())
    frame["text"] = [
        texts[version][start:end]
        for version, start, end in zip(frame[18], frame[14], frame[15], strict=True)
    ]
    return frame


def bare_matrix(study: Study) -> pd.DataFrame:
    """One SQL join over turns, counted by pandas."""
    with study.store.read() as reader:
        rows = reader.connection.exec_driver_sql(MATRIX_SQL).fetchall()
    frame = pd.DataFrame(rows, columns=["coding", "code", "case", "participant"])
    counts = frame.groupby(["code", "case"])["participant"].nunique()
    return counts.unstack(fill_value=0)  # noqa: PD010 - the plain way


def seconds(work, times: int = 5) -> float:
    """Return the median time of ``work`` in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        study = build(str(Path(folder) / "maaling.db"), codings)
        pairs = (
            ("segments()", study.segments, lambda: bare_segments(study)),
            ("matrix()", study.matrix, lambda: bare_matrix(study)),
        )
        equal = study.matrix().sort_index().eq(bare_matrix(study).sort_index()).all(axis=None)
        print(f"{codings} codings, matrix equal to the bare one: {equal}")
        for name, ours, bare in pairs:
            mine, theirs = seconds(ours), seconds(bare)
            ratio = mine / theirs
            verdict = "ok" if ratio <= LIMIT else "TOO SLOW"
            print(f"{name:12} {mine:7.3f} s  bare {theirs:7.3f} s  ratio {ratio:5.2f}  {verdict}")
        study.close()


if __name__ == "__main__":
    main()
