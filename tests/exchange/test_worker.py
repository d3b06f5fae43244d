from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import fields
from datetime import date
from pathlib import Path

import docx
import pytest

import casestudy
from casestudy.domain.transcript import (
    Notice,
    NoticeKind,
    ObservationForm,
    ParsedSource,
    ParsedTurn,
    SpeakerGuess,
)
from casestudy.domain.vocabulary import SourceType
from casestudy.exchange import worker
from casestudy.exchange.documents import read_document
from casestudy.exchange.turns import understand
from casestudy.exchange.worker import parse_files

INTERVIEW = "I: Hva er bedring?\nP03: Å bli sett.\nI: Ja?\nP03: Ja.\n".encode()


def docx_with(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def huge_docx() -> bytes:
    """Within every limit of the zip, but a hundred times as large as a tree in memory."""
    rows = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % n for n in range(300_000))
    relations = b'<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>'
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr(
            "word/document.xml",
            b'<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (name, rows),
        )
    return buffer.getvalue()


def codes(items, **limits) -> list[str | None]:
    return [outcome.error and outcome.error.code for outcome in parse_files(items, **limits)]


@pytest.fixture
def other_child(monkeypatch, tmp_path):
    """Let the child run other code than its own, and note each start."""
    starts: list[int] = []
    popen = subprocess.Popen

    def use(code: str) -> list[int]:
        script = tmp_path / "child.py"
        script.write_text(code)

        def start(command, **options):
            starts.append(1)
            return popen([sys.executable, str(script)], **options)

        monkeypatch.setattr(worker.subprocess, "Popen", start)
        return starts

    return use


def test_outcomes_come_in_order_with_bytes_and_paths_mixed(tmp_path):
    path = tmp_path / "b.txt"
    path.write_bytes(INTERVIEW)
    items = [
        ("a.docx", docx_with(["I: Hei", "P: Hallo", "I: Ja", "P: Nei"])),
        ("mappe\\b.txt", path),
        ("c.docx", b"ikke et dokument"),
        ("d.txt", tmp_path / "finnes-ikke.txt"),
        ("e.txt", INTERVIEW),
    ]
    outcomes = list(parse_files(iter(items)))
    assert [outcome.file_name for outcome in outcomes] == [
        "a.docx",
        "b.txt",
        "c.docx",
        "d.txt",
        "e.txt",
    ]
    assert [outcome.error and outcome.error.code for outcome in outcomes] == [
        None,
        None,
        "import.not_what_it_says",
        "import.unreadable",
        None,
    ]
    assert outcomes[4].source.text == outcomes[1].source.text


def test_source_is_the_same_as_without_a_worker():
    (outcome,) = parse_files([("intervju.txt", INTERVIEW)])
    assert outcome.source == understand(read_document(INTERVIEW, file_name="intervju.txt"))
    assert len(outcome.source.turns) == 4


def test_every_field_of_a_source_survives_the_way_back():
    source = ParsedSource(
        file_name="a.docx",
        file_sha256="00",
        format="docx",
        title="Æ",
        text="Hei 😀\ud800",
        turns=(ParsedTurn(speaker="I", start=0, end=3, seconds=1.5),),
        speakers=(SpeakerGuess(label="I", turns=1, words=1, interviewer=True),),
        notices=(Notice(kind=NoticeKind.SOFT_HYPHENS, count=2, places=(1, 2)),),
        type=SourceType.OBSERVATION,
        date=date(2024, 5, 17),
        observation=ObservationForm(place="stua", time="kl. 9", situation="møte", observer="F"),
    )
    defaults = {
        field.name for field in fields(source) if getattr(source, field.name) == field.default
    }
    assert not defaults
    sent = json.dumps(source, default=worker._plain).encode()
    assert worker._source_of(sent) == source


def test_one_process_serves_a_batch(monkeypatch):
    starts = []
    start = worker._start
    monkeypatch.setattr(worker, "_start", lambda *limits: starts.append(1) or start(*limits))
    assert codes([(f"{number}.txt", INTERVIEW) for number in range(20)]) == [None] * 20
    assert len(starts) == 1


def test_nothing_is_started_for_no_files(monkeypatch):
    monkeypatch.setattr(worker, "_start", None)
    assert list(parse_files([])) == []


def test_file_that_needs_too_much_memory_costs_only_itself():
    if sys.platform != "linux":
        pytest.skip("only Linux holds a process to its address space")
    items = [("a.txt", INTERVIEW), ("b.docx", huge_docx()), ("c.txt", INTERVIEW)]
    assert codes(items, memory_mib=150) == [None, "import.too_much_memory", None]


def test_file_that_takes_too_long_costs_only_itself(other_child):
    starts = other_child("import sys; sys.stdin.buffer.read()")
    begun = time.monotonic()
    outcomes = list(parse_files([("a.txt", b"x"), ("b.txt", b"y")], seconds_per_file=0.2))
    assert [outcome.error.code for outcome in outcomes] == ["import.too_slow"] * 2
    assert "0.2" in outcomes[0].error.sentence("nb")
    assert len(starts) == 2
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "child",
    [
        "import os; os.abort()",
        "import sys; sys.stdout.write('tull og tøys' * 9)",
        "import sys; sys.stdout.buffer.write((2**60).to_bytes(8, 'big'))",
        "import sys; sys.stdout.buffer.write((2).to_bytes(8, 'big') + b'{}' + (1).to_bytes(8, 'big') + b'+'); sys.stdout.flush(); sys.stdin.read()",
        "import sys; sys.stdout.buffer.write((2).to_bytes(8, 'big') + b'[]' + (1).to_bytes(8, 'big') + b'+'); sys.stdout.flush(); sys.stdin.read()",
    ],
)
def test_child_that_crashes_or_talks_nonsense_costs_only_its_file(other_child, child):
    starts = other_child(child)
    assert codes([("a.txt", b"x"), ("b.txt", b"y")]) == ["import.crashed"] * 2
    assert len(starts) == 2


def test_file_above_the_limit_is_not_even_sent(monkeypatch, tmp_path):
    monkeypatch.setattr(worker, "MAX_FILE_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(INTERVIEW)
    assert codes([("a.txt", path), ("b.txt", INTERVIEW), ("c.txt", b"I: Hei")]) == [
        "import.too_large",
        "import.too_large",
        None,
    ]


def test_caller_that_stops_early_leaves_no_process_and_no_thread(monkeypatch):
    processes = []
    start = worker._start

    def noted(*limits):
        processes.append(start(*limits))
        return processes[-1]

    monkeypatch.setattr(worker, "_start", noted)
    threads = threading.active_count()
    outcomes = parse_files((f"{number}.txt", INTERVIEW) for number in range(100))
    assert next(outcomes).error is None
    outcomes.close()
    assert [process.returncode is None for process in processes] == [False]
    assert threading.active_count() == threads


def test_answers_are_taken_while_the_caller_is_busy(other_child, tmp_path):
    """So that the clock of a file does not run on the caller's time."""
    done = tmp_path / "done"
    other_child(
        f"""
import json, pathlib, sys
receive = lambda: sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(8), "big"))
def send(payload):
    sys.stdout.buffer.write(len(payload).to_bytes(8, "big") + payload)
    sys.stdout.buffer.flush()
for number in range(3):
    receive(), receive(), receive()
    send(b"!" + json.dumps({{"code": "import.empty", "arguments": {{"x": "y" * 1_000_000}}}}).encode())
    send(b"+")
pathlib.Path({str(done)!r}).touch()
sys.stdin.read()
"""
    )
    outcomes = parse_files([(f"{number}.txt", b"x") for number in range(3)])
    next(outcomes)
    deadline = time.monotonic() + 60
    while not done.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert done.exists()
    assert [outcome.error.code for outcome in outcomes] == ["import.empty"] * 2


def test_child_loads_neither_frames_nor_pages_nor_models():
    code = "import casestudy.exchange.worker, sys; print(*sys.modules)"
    root = Path(casestudy.__file__).parents[1]
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    ).stdout.split()
    assert not {
        "pandas",
        "numpy",
        "streamlit",
        "spacy",
        "sqlalchemy",
        "pypdf",
        "docx",
        "pydantic",
    } & set(loaded)


def test_child_prints_nothing_of_a_file(capfd):
    broken = b"%PDF-1.4\nKari Nordmann\nxref\n0 1\ntrailer<</Root 1 0 R>>\n%%EOF"
    assert codes([("a.pdf", broken)]) == ["import.damaged"]
    assert capfd.readouterr() == ("", "")


def test_works_where_the_caller_has_no_main_guard(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from casestudy.exchange.worker import parse_files\n"
        "print([o.error for o in parse_files([('a.txt', b'I: Hei\\nP: Hallo')])])\n"
    )
    root = Path(casestudy.__file__).parents[1]
    printed = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert (printed.stdout, printed.stderr) == ("[None]\n", "")
