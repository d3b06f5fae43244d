"""Photographs every page of the demo study, wide and narrow, into ``docs/screenshots/``.

Run as ``python docs/screenshots.py [--only PART-OF-A-NAME] [folder]``; it needs the ``test`` extra
and Chromium. Pillow, which makes the pictures small, comes with Streamlit.
"""

from __future__ import annotations

import argparse
import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from casestudy.demo.build import build_demo
from casestudy.services.setup import cookie_secret
from casestudy.web.identity import LANGUAGE_COOKIE, MEMBER_COOKIE, sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from casestudy.study import Study

FOLDER = Path(__file__).with_name("screenshots")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
#: Width and height of the window; a page that is longer makes the picture higher, up to TALLEST.
WINDOWS = ((1440, 900), (390, 844))
WIDE = WINDOWS[:1]
#: What a page of 1440 by 900 has room for when it is enlarged to twice its size.
ENLARGED = ((720, 450),)
TALLEST = 2400
#: A picture has so many colours at most; pages have few, so nothing is seen of it.
COLOURS = 256
#: The turn of the first interview with most codings on the same words: eight.
CROWDED = 10
LEADER, CODER = "mona", "ingrid"
SERVE = "from casestudy.cli.main import main; main()"
# Streamlit says when a run has ended; it draws grey bars where something is still to come.
IS_DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app?.dataset.testScriptState === "notRunning"
    && document.querySelector("h1, .cp") !== null
    && document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') === null;
}"""
CONTENT_HEIGHT = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const rest = window.innerHeight - main.clientHeight;
  return rest + main.scrollHeight;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One page as one member sees it."""

    name: str
    address: str
    member: str = LEADER
    language: str = "nb"
    scheme: str = "light"
    grows: bool = True
    windows: tuple[tuple[int, int], ...] = WINDOWS
    zoom: int = 1
    does: Callable[[Page], None] | None = None


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--only", default="")
    given.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked = given.parse_args()
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        address = str(Path(place) / "demo.db")
        with build_demo(address) as study:
            wanted, cookies = shots(study), identities(study)
        with served(address) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            for shot in wanted:
                for width, height in shot.windows:
                    path = folder / f"{shot.name.format(width=width)}.png"
                    if asked.only in path.name:
                        taken = take(browser, base, shot, cookies[shot.member], (width, height))
                        save_small(taken, path)
                        print(path)
            browser.close()


def shots(study: Study) -> list[Shot]:
    """List the pages; the coding page shows the first interview, in every look."""
    first = next(one for one in study.sources.all() if one["type"].endswith("interview"))
    coding = f"/koding?kilde={first['id']}"
    return [
        Shot(name="oversikt-{width}", address="/"),
        Shot(name="kilder-{width}", address="/kilder"),
        Shot(name="koding-{width}", address=coding, member=CODER, grows=False),
        Shot(name="koding-{width}-mork", address=coding, member=CODER, scheme="dark", grows=False),
        Shot(name="koding-{width}-en", address=coding, member=CODER, language="en", grows=False),
        *coding_shots(coding),
        Shot(name="kodebok-{width}", address="/kodebok?kode=CH.H", grows=False),
        Shot(
            name="kodebok-rediger-{width}", address="/kodebok?kode=CH.H.1&vis=rediger", grows=False
        ),
        Shot(name="kodebok-utgaver-{width}", address="/kodebok?del=utgaver"),
        Shot(name="kodebok-gjennomsyn-{width}", address="/kodebok?del=gjennomsyn"),
        Shot(name="matrise-{width}", address="/matrise"),
        Shot(name="matrise-hva-{width}", address="/matrise?vis=hva"),
        Shot(name="studie-{width}", address="/studie"),
    ]


def coding_shots(coding: str) -> list[Shot]:
    """List what the coding pane can show, each in one picture; the last changes what is kept."""
    crowded = f"{coding}&sted=turn:{CROWDED}"
    shown: dict[str, tuple[str, Callable[[Page], None]]] = {
        "overlapp": (crowded, leave_text),
        "palett": (coding, open_palette),
        "hurtigtaster": (coding, open_shortcuts),
        "kort": (coding, open_card),
        "person": (crowded, show_by_coder),
    }
    enlarged = Shot(
        name="koding-200-prosent",
        address=coding,
        member=CODER,
        grows=False,
        windows=ENLARGED,
        zoom=2,
    )
    pictures = [
        Shot(
            name=f"koding-{name}-{{width}}",
            address=address,
            member=CODER,
            grows=False,
            windows=WIDE,
            does=does,
        )
        for name, (address, does) in shown.items()
    ]
    return [enlarged, *pictures]


def press(page: Page, *keys: str) -> None:
    """Press keys in the text."""
    page.locator(".cp-stripe").first.wait_for()
    page.locator(".cp-scroll").focus()
    for key in keys:
        page.keyboard.press(key)


def leave_text(page: Page) -> None:
    """Take away what a link marks, and the ring around the text."""
    press(page, "Escape")
    page.evaluate("document.activeElement.blur()")


def show_by_coder(page: Page) -> None:
    press(page, "b", "b")
    page.locator(".cp-head").first.wait_for()
    leave_text(page)
    page.locator(".cp-mention:not(:empty)").wait_for(state="detached")


def open_palette(page: Page) -> None:
    """Select a turn, tick a code with its level, and type the letters of another."""
    turn = page.get_by_label("Merk hele replikk 4,")
    turn.evaluate("(number) => number.closest('.cp-turn').scrollIntoView()")
    turn.click()
    page.locator(".cp-suggestion").first.wait_for()
    page.mouse.move(0, 0)
    page.keyboard.type("møtt")
    for key in ("Alt+l", "Alt+l", "Shift+Enter"):
        page.keyboard.press(key)
    page.keyboard.type("håp")


def open_shortcuts(page: Page) -> None:
    press(page, "Shift+?")
    page.locator("dialog.cp-help[open]").wait_for()


def open_card(page: Page) -> None:
    press(page, *["n"] * 3, "Enter")
    page.locator(".cp-card").wait_for()


def identities(study: Study) -> dict[str, str]:
    """Return the cookie by which the server knows each member."""
    secret = cookie_secret(study.store)
    return {member.handle: sign(member.id, secret=secret) for member in study.members.all()}


def take(browser: Browser, base: str, shot: Shot, cookie: str, window: tuple[int, int]) -> bytes:
    """Open one page in a browser of its own, wait until it is drawn, and photograph it."""
    width, height = window
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=shot.zoom,
        color_scheme=shot.scheme,
        locale="nb-NO" if shot.language == "nb" else "en-GB",
        reduced_motion="reduce",
    )
    context.add_cookies(
        [
            {"name": MEMBER_COOKIE, "value": cookie, "url": base},
            {"name": LANGUAGE_COOKIE, "value": shot.language, "url": base},
        ]
    )
    page = context.new_page()
    page.goto(base + shot.address)
    settle(page)
    if shot.does:
        shot.does(page)
        settle(page)
    if shot.grows:
        needed = page.evaluate(CONTENT_HEIGHT)
        page.set_viewport_size({"width": width, "height": min(max(height, needed), TALLEST)})
        settle(page)
    taken = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return taken


def save_small(taken: bytes, path: Path) -> None:
    """Save a picture with few colours, packed as tightly as can be."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def settle(page: Page) -> None:
    """Wait until the page is drawn and two pictures of it, taken apart, are equal."""
    page.wait_for_function(IS_DRAWN, timeout=60_000)
    page.evaluate("document.fonts.ready")
    before = b""
    for _ in range(20):
        page.wait_for_timeout(500)
        now = page.screenshot(animations="disabled", caret="hide")
        if now == before:
            return
        before = now


@contextmanager
def served(address: str) -> Iterator[str]:
    """Serve the store on a free port; give the address of its pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, "serve", address, "--port", str(port)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{base}/api/health", server)
            yield base
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers.

    Raises:
        SystemExit: It has stopped, or does not answer within a minute.
    """
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server does not answer.")


if __name__ == "__main__":
    main()
