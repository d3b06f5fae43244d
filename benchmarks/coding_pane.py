"""The coding pane in a real browser: the same page with and without codings, in the same run.

Run: ``python benchmarks/coding_pane.py [--quick]``
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coding_pane_browser import CHROMIUM, FLAGS, Pane, Person, served
from coding_pane_store import LEADER, OUTSIDER, Size, build, sizes
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT: Final = 1.5
COLD_LIMIT: Final = 1.3
COLD_ALLOWANCE: Final = 500.0
HEAP_LIMIT: Final = 1.1
BYTES_LIMIT: Final = 1.1
_EMPTY: Final = "document.querySelector('[data-testid=stMain] h1')?.textContent === 'Koding'"
_FULL: Final = "probe.source(given[0], given[1])"


class Report:
    """What was measured, line by line, and whether a ratio was over its limit."""

    def __init__(self) -> None:
        self.failed = False

    def line(
        self,
        what: str,
        ours: float,
        bare: float,
        *,
        limit: float | None = LIMIT,
        target: float | None = None,
        unit: str = "ms",
    ) -> None:
        """Print a figure beside the one it is compared with."""
        ratio = ours / bare
        verdict = "" if limit is None else f"limit {limit:g}  {self._verdict(ratio <= limit)}"
        aim = "" if target is None else f"target {target:g} {unit}"
        print(
            f"  {what:28} {ours:9.1f} {unit:2}  beside {bare:9.1f}  ratio {ratio:5.2f}"
            f"  {verdict:18}  {aim}",
            flush=True,
        )

    def _verdict(self, good: bool) -> str:  # noqa: FBT001 - the only thing it says
        self.failed |= not good
        return "ok" if good else "OVER"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="three sources, two short rounds")
    quick = parser.parse_args().quick
    wanted = sizes(quick=quick)
    rounds, times = (2, 8) if quick else (5, 20)
    report = Report()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = str(Path(folder) / "maaling.db")
        ids = build(address, wanted)
        with served(address) as (base, server):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            person = Person(browser, base, LEADER)
            outsider = Person(browser, base, OUTSIDER)
            sent = {}
            for size in wanted:
                print(f"\n{size.title}")
                panes = tuple(
                    Pane.open(person, one.title, ids[one.title], has_codings=one.codings > 0)
                    for one in (size, size.bare)
                )
                sent[size.title] = actions(report, panes, rounds=rounds, times=times)
                scrolling(report, panes, rounds=2 * rounds)
                switching(report, panes[1], size, times=rounds * 3)
                for pane in panes:
                    pane.close()
                cold(report, (person, outsider), size, ids[size.title], times=rounds + 1)
            print()
            report.line("bytes per code, most/least", max(sent.values()), min(sent.values()),
                        limit=BYTES_LIMIT, unit="B")  # fmt: skip
            largest = Pane.open(person, wanted[-1].title, ids[wanted[-1].title], has_codings=True)
            memory(report, largest, times=50 if quick else 500)
            idle(largest, server, seconds=10 if quick else 30)
            browser.close()
    return int(report.failed)


def actions(report: Report, panes: tuple[Pane, ...], *, rounds: int, times: int) -> float:
    """Apply codes in both pages by turns; return the bytes of one action."""
    taken: list[list[list]] = [[] for _ in panes]
    for _ in range(rounds):
        for pane, done in zip(panes, taken, strict=True):
            pane.page.bring_to_front()
            pane.go_to(pane.chance.uniform(0.2, 0.8))
            done.append([pane.apply() for _ in range(times)])

    def compare(what: str, name: str, *, target: float | None, limit: float | None) -> None:
        ours, bare = (
            steady([getattr(one, name) for one in batch] for batch in done) for done in taken
        )
        report.line(what, ours, bare, target=target, limit=limit)

    compare("own script per code, p95", "script", target=10, limit=LIMIT)
    compare("style and layout, p95", "layout", target=None, limit=None)
    compare("key to painted, p95", "painted", target=50, limit=LIMIT)
    compare("key to confirmed, p95", "confirmed", target=120, limit=None)
    return statistics.median(one.sent for batch in taken[0] for one in batch)


def scrolling(report: Report, panes: tuple[Pane, ...], *, rounds: int) -> None:
    """Scroll through new text in both pages by turns."""
    frames: list[list[list[float]]] = [[] for _ in panes]
    empty = [0 for _ in panes]
    for _ in range(rounds):
        for at, pane in enumerate(panes):
            pane.page.bring_to_front()
            times, missing = pane.scroll()
            frames[at].append(times)
            empty[at] += missing
    ours, bare = (steady(each) for each in frames)
    report.line("frame while scrolling, p95", ours, bare)
    if empty[0]:
        print(f"  {empty[0]} frames showed no text")


def switching(report: Report, pane: Pane, size: Size, *, times: int) -> None:
    """Choose the source, with and without codings, from inside the app."""
    ours, bare = [], []
    for _ in range(times):
        ours.append(pane.switch(size.title, has_codings=True))
        bare.append(pane.switch(size.bare.title, has_codings=False))
    report.line("switching to it, p95", high(ours), high(bare), target=1000, limit=None)


def cold(
    report: Report, people: tuple[Person, Person], size: Size, source_id: str, *, times: int
) -> None:
    """Load the page into an empty browser, beside an empty page of the same app."""
    person, outsider = people
    ours, bare = [], []
    for _ in range(times):
        ours.append(person.cold(f"koding?kilde={source_id}", _FULL, [size.title, True]))
        bare.append(outsider.cold("koding", _EMPTY, []))
    allowed = COLD_LIMIT * statistics.median(bare) + COLD_ALLOWANCE
    report.line(
        f"cold load, beside {COLD_LIMIT:g} x empty + .5 s",
        statistics.median(ours),
        allowed,
        limit=1,
    )


def memory(report: Report, pane: Pane, *, times: int) -> None:
    """Apply a code and undo it, over and over."""
    pane.select()
    print(f"{pane.title}: {times} times apply and undo")
    for _ in range(20):
        pane.press("1")
        pane.press("Control+z")
    before = pane.heap()
    for _ in range(times):
        pane.press("1")
        pane.press("Control+z")
    report.line("JS heap after and before", pane.heap() / 1e6, before / 1e6, limit=HEAP_LIMIT,
                unit="MB")  # fmt: skip


def idle(pane: Pane, server: int, *, seconds: float) -> None:
    """Print what an open page costs the server while nobody does anything: it asks for news."""
    shares = []
    for _ in range(2):
        before = processor(server)
        time.sleep(seconds)
        shares.append(100 * (processor(server) - before) / seconds)
        if len(shares) == 1:
            pane.close()
    page = shares[0] - shares[1]
    print(f"  server for an idle page: {page:.2f} % of a core, so {10 * page:.1f} % for ten")


def processor(process: int) -> float:
    """Return the seconds of processor time a process has had (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", maxsplit=1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def high(values: Iterable[float]) -> float:
    """Return the 95th percentile, by nearest rank."""
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def steady(rounds: Iterable[Iterable[float]]) -> float:
    """Return the median over the rounds of each round's 95th percentile."""
    return statistics.median(high(values) for values in rounds)


if __name__ == "__main__":
    sys.exit(main())
