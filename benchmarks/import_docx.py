"""Taking in Word files, beside bare python-docx reading of the same files in the same run.

python benchmarks/import_docx.py [files …]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from casestudy.domain.vocabulary import Role
from casestudy.services.setup import create_study
from casestudy.services.stores import create_store
from casestudy.study import Study, open_study

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 3.0
TURNS = 80
COMMAND = "from casestudy.cli.main import main; main()"
BARE = """
import sys
from docx import Document
for name in sys.argv[1:]:
    document = Document(name)
    [paragraph.text for paragraph in document.paragraphs]
    [cell.text for table in document.tables for row in table.rows for cell in row.cells]
"""
# The start: everything loaded and the words of the command read, refused for want of a store.
START = f"""
import casestudy.study, casestudy.services.sources
{COMMAND}
"""
NOWHERE = ("import", "/nowhere/x.db", __file__, "--case", "A", "--role", "bruker", "--yes")
BARE_START = "import docx"
WORKER_START = "import casestudy.exchange.worker"


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [18, 300]
    with tempfile.TemporaryDirectory() as folder:
        # as an installed program starts: every module compiled before
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        for code in (WORKER_START, BARE_START):
            run(code)
        run(START, *NOWHERE, refused=True)
        for count in counts:
            for own_styles in (True, False):
                files = write_files(Path(folder), count, own_styles=own_styles)
                styles = "own" if own_styles else "equal"
                print(f"{count} files of {TURNS} turns, {styles} styles")
                compare(Path(folder), files)


def compare(folder: Path, files: list[Path]) -> None:
    """Time import and bare reading by turns; the fastest of each counts, on a shared machine."""
    names = [str(file) for file in files]
    taken = defaultdict(list)
    for number in range(5 if len(files) < 100 else 3):
        address = str(folder / f"{files[0].parent.name}-{number}")
        here, there = f"{address}-a.db", f"{address}-b.db"
        empty_study(here)
        empty_study(there)
        command = ["import", there, *names, "--case", "A", "--role", "bruker", "--yes"]
        for name, work in {
            "read": partial(read_bare, files),
            "import": partial(take_in, here, files),
            "bare start": partial(run, BARE_START),
            "start": partial(run, START, *NOWHERE, refused=True),
            "worker start": partial(run, WORKER_START),
            "script": partial(run, BARE, *names),
            "command": partial(run, COMMAND, *command),
        }.items():
            taken[name].append(seconds(work))
    wall, busy = (
        {name: min(pair[which] for pair in pairs) for name, pairs in taken.items()}
        for which in (0, 1)
    )
    show("parsed and stored", *((best["import"], best["read"]) for best in (wall, busy)))
    show("command without start", *(_without_start(best) for best in (wall, busy)))
    start = f"{wall['start']:.3f} + {wall['worker start']:.3f} s for the worker"
    print(f"  start: {start}, bare {wall['bare start']:.3f} s")
    print(f"  whole command {wall['command']:.3f} s, bare script {wall['script']:.3f} s")


def show(what: str, wall: tuple[float, float], busy: tuple[float, float]) -> None:
    """Print seconds, their ratio, and the ratio of the processor's seconds alone."""
    (ours, bare), (busy_ours, busy_bare) = wall, busy
    verdict = "ok" if ours / bare <= LIMIT else "TOO SLOW"
    print(
        f"  {what:22} {ours:7.3f} s   bare {bare:7.3f} s   ratio {ours / bare:5.2f}  {verdict}"
        f"   processor {busy_ours / busy_bare:5.2f}"
    )


def _without_start(best: dict[str, float]) -> tuple[float, float]:
    ours = best["command"] - best["start"] - best["worker start"]
    return ours, best["script"] - best["bare start"]


def take_in(address: str, files: list[Path]) -> None:
    """Import as the command does: parse in the worker, plan, store each file."""
    with open_study(address) as study:
        report = study.sources.import_files(files, case="A", role=Role.SERVICE_USER)
    refused = [line.error.code for line in report if line.error]
    if refused:
        raise SystemExit(f"refused: {refused}")


def read_bare(files: list[Path]) -> None:
    """Read every paragraph and table text with python-docx, and do nothing with it."""
    for file in files:
        document = Document(str(file))
        [paragraph.text for paragraph in document.paragraphs]
        [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def empty_study(address: str) -> None:
    store = create_store(address)
    Study(store, create_study(store, title_nb="Måling", leader="Mona")).cases.add("A")
    store.close()


def write_files(folder: Path, count: int, *, own_styles: bool) -> list[Path]:
    """Write interviews of made-up words; with own styles no two style parts are equal."""
    chance = random.Random(count)
    words = [f"ord{number}" for number in range(2000)]
    place = folder / f"{count}-{'own' if own_styles else 'equal'}"
    place.mkdir()
    files = []
    for number in range(count):
        document = Document()
        if own_styles:
            document.styles.add_style(f"Mal {number}", WD_STYLE_TYPE.PARAGRAPH)
        document.add_heading(f"Intervju {number}", level=1)
        for turn in range(TURNS):
            paragraph = document.add_paragraph()
            paragraph.add_run("P01: " if turn % 2 else "I: ").bold = True
            length = chance.randrange(30, 90) if turn % 2 else chance.randrange(5, 25)
            paragraph.add_run(" ".join(chance.choices(words, k=length)) + ".")
        files.append(place / f"intervju-{number:03}.docx")
        document.save(str(files[-1]))
    return files


def run(code: str, *arguments: str, refused: bool = False) -> None:
    command = [sys.executable, "-c", code, *arguments]
    quiet = subprocess.DEVNULL
    done = subprocess.run(command, check=False, stdout=quiet, stderr=quiet)
    if done.returncode != int(refused):
        raise SystemExit(f"exit code {done.returncode}: {arguments[:2]}")


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long ``work`` takes by the clock and on the processor, child processes too."""
    begin, busy = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - begin, _processor() - busy


def _processor() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
