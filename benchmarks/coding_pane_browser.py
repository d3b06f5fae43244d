"""Driving the coding pane in a real Chromium, by real mouse and keys, and timing what happens."""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import CDPSession, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

PROBE: Final = (Path(__file__).parent / "coding_pane_probe.js").read_text("utf-8")
CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS: Final = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
_CODE: Final = "CH.H.1"
_REST: Final = 250
_WINDOW: Final = {"width": 1440, "height": 900}


@contextmanager
def served(address: str) -> Iterator[tuple[str, int]]:
    """Serve a store in a process of its own; give the pages' address and the process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = "from casestudy.cli.main import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", command, "serve", address, "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{base}/api/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield base, server.pid
    finally:
        server.kill()
        server.wait()


class Person:
    """Someone at the browser, who has said who they are."""

    def __init__(self, browser: Browser, base: str, name: str) -> None:
        self.browser, self.base = browser, base
        context = self.context()
        page = context.new_page()
        page.goto(base)
        page.get_by_role("button", name=name).click()
        page.get_by_role("heading", name="Oversikt").wait_for()
        self.cookies = context.cookies()
        context.close()

    def context(self) -> BrowserContext:
        """Return a browser with nothing in its cache but who it is."""
        context = self.browser.new_context(viewport=_WINDOW, locale="nb-NO")  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        context.add_init_script(PROBE)
        if hasattr(self, "cookies"):
            context.add_cookies(self.cookies)
        return context

    def cold(self, path: str, test: str, given: list[Any]) -> float:
        """Load a page into an empty browser; return the milliseconds until ``test`` is painted."""
        context = self.context()
        page = context.new_page()
        page.goto(f"{self.base}/{path}", wait_until="commit")
        page.wait_for_function("window.probe")
        taken = page.evaluate(f"(given) => probe.painted(() => {test})", given)
        context.close()
        return float(taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """One code put on a word: milliseconds, and the bytes that went over the wire."""

    script: float
    layout: float
    painted: float
    confirmed: float
    sent: int


@dataclass
class Pane:
    """One source open in the coding page."""

    page: Page
    title: str
    has_codings: bool
    protocol: CDPSession = field(init=False)
    bytes: int = 0
    asked: set[str] = field(default_factory=set)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    @classmethod
    def open(cls, person: Person, title: str, source_id: str, *, has_codings: bool) -> Pane:
        """Open a source in a browser of its own and remember a code for the key 1."""
        page = person.context().new_page()
        page.goto(f"{person.base}/koding?kilde={source_id}")
        pane = cls(page, title, has_codings)
        pane.wait()
        pane.protocol = page.context.new_cdp_session(page)
        for domain in ("Performance", "Network", "HeapProfiler"):
            pane.protocol.send(f"{domain}.enable")
        pane.protocol.on("Network.requestWillBeSent", pane._count_sent)
        pane.protocol.on("Network.loadingFinished", pane._count_received)
        pane.go_to(0.5)
        pane.select()
        page.keyboard.type(_CODE)
        pane.press("Enter")
        pane.undo()
        return pane

    def wait(self) -> None:
        """Wait until the source is painted."""
        self.page.evaluate(
            "([title, coded]) => probe.painted(() => probe.source(title, coded))",
            [self.title, self.has_codings],
        )

    def go_to(self, share: float) -> None:
        """Scroll to a share of the text."""
        self.page.evaluate("(share) => probe.scroll(share, 0, 10)", share)

    def select(self) -> None:
        """Double-click a word in view."""
        x, y = self.page.evaluate("(chance) => probe.word(chance)", self.chance.random())
        self.page.mouse.dblclick(x, y)
        self.page.locator(".cp-palette").wait_for()

    def press(self, keys: str) -> dict[str, float]:
        """Press keys that change a coding; return when it was painted and confirmed."""
        self.page.evaluate("() => { window.changed = probe.change(); }")
        self.page.keyboard.press(keys)
        return dict(self.page.evaluate("() => window.changed"))

    def undo(self) -> None:
        """Take the last coding back and hold nothing."""
        self.press("Control+z")
        self.page.keyboard.press("Escape")

    def apply(self) -> Applied:
        """Select a word, give it a code by the key 1, take it back."""
        self.select()
        before = self.metrics()
        self.bytes = 0
        times = self.press("1")
        # Counts, density and address follow once changes have come to rest; that is script too.
        self.page.wait_for_timeout(_REST)
        after = self.metrics()
        sent = self.bytes
        self.undo()
        script, style, layout = (
            1000 * (after[name] - before[name])
            for name in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")
        )
        return Applied(script=script, layout=style + layout, sent=sent, **times)

    def metrics(self) -> dict[str, float]:
        """Return the browser's own account of where the page's time goes, in seconds."""
        found = self.protocol.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in found}

    def heap(self) -> float:
        """Return the bytes of JavaScript that are left after a forced collection."""
        for _ in range(3):
            self.protocol.send("HeapProfiler.collectGarbage")
        return float(self.protocol.send("Runtime.getHeapUsage")["usedSize"])

    def scroll(self) -> tuple[list[float], int]:
        """Scroll fast through new text; return the milliseconds of each frame."""
        start = self.chance.uniform(0.05, 0.7)
        found = self.page.evaluate("(from) => probe.scroll(from, 150, 90)", start)
        return found["times"], found["empty"]

    def switch(self, title: str, *, has_codings: bool) -> float:
        """Choose another source in the row above; return the milliseconds until it is painted."""
        box = self.page.get_by_role("combobox", name="Kilde")
        box.click()
        box.fill(title)
        self.page.get_by_role("option").filter(has_text=title).first.wait_for()
        self.page.evaluate(
            "([title, coded]) => { window.switched = probe.switched(title, coded); }",
            [title, has_codings],
        )
        self.page.keyboard.press("Enter")
        taken = float(self.page.evaluate("() => window.switched"))
        self.title, self.has_codings = title, has_codings
        return taken

    def close(self) -> None:
        """Close the browser of this source."""
        self.page.context.close()

    def _count_sent(self, event: dict[str, Any]) -> None:
        said = event["request"].get("postData", "")
        # Not the polls in between, nor what is suggested for the selected word.
        if event["request"]["url"].endswith("/operations") and '"operations":[{' in said:
            self.asked.add(event["requestId"])
            self.bytes += len(said)

    def _count_received(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.asked:
            self.bytes += int(event["encodedDataLength"])
