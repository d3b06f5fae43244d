"""The tree of codes in a real Chromium, at 500 codes and 60,000 codings.

Beside it, in the same run, a bare list of as many lines with the same words: opening all branches,
a frame of scrolling, a letter in the search, a step by key. Ends with 1 where a median is more
than three times the bare one and longer than a frame, 16 ms, as well.

Run: ``python benchmarks/codebook_tree.py [codings]``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from codebook import fill
from coding_pane_browser import CHROMIUM, FLAGS, served
from frames import build
from playwright.sync_api import sync_playwright

LIMIT, FRAME = 3.0, 16.0
MEASURE = """
async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const timed = async (count, act) => {
    const times = [];
    for (let at = 0; at < count; at += 1) {
      const start = performance.now();
      act(at);
      await painted();
      times.push(performance.now() - start);
    }
    return middle(times);
  };
  const list = document.querySelector(".bt-list");
  const press = (label) => document.querySelector(`.bt [aria-label="${label}"]`).click();
  const [close, open] = ["Lukk alle grener", "Åpne alle grener"];
  const found = {};
  const opening = [];
  for (let round = 0; round < 5; round += 1) {
    press(close);
    await painted();
    opening.push(await timed(1, () => press(open)));
  }
  found["open all"] = [middle(opening)];
  found["scroll"] = [await timed(40, () => { list.scrollTop += 150; })];
  const search = document.querySelector(".bt-search");
  found["search"] = [await timed(8, (at) => {
    search.value = "tilknytning".slice(0, at + 1);
    search.dispatchEvent(new Event("input"));
  })];
  search.value = "";
  search.dispatchEvent(new Event("input"));
  await painted();
  document.querySelectorAll(".bt-row")[200].focus();
  const down = { key: "ArrowDown", bubbles: true, cancelable: true };
  found["step"] = [await timed(20, () => {
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", down));
  })];
  const words = [...document.querySelectorAll(".bt-row")].map((row) => row.textContent);
  const bare = document.createElement("div");
  bare.style.cssText = "height: 600px; overflow: auto;";
  document.body.append(bare);
  const lines = (some) => bare.replaceChildren(...some.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    line.tabIndex = -1;
    return line;
  }));
  const fillings = [];
  for (let round = 0; round < 5; round += 1) {
    bare.replaceChildren();
    await painted();
    fillings.push(await timed(1, () => lines(words)));
  }
  found["open all"].push(middle(fillings));
  found["scroll"].push(await timed(40, () => { bare.scrollTop += 150; }));
  found["search"].push(await timed(8, (at) => {
    lines(words.filter((text) => text.toLowerCase().includes("tilknytning".slice(0, at + 1))));
  }));
  lines(words);
  await painted();
  found["step"].push(await timed(20, (at) => bare.children[200 + at].focus()));
  return { rows: words.length, found };
}
"""


def main() -> None:
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "maaling.db")
        study = build(address, codings)
        fill(study)
        study.close()
        with served(address) as (base, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="nb-NO")
            page.goto(base)
            page.get_by_role("button", name="Mona").click()
            page.goto(f"{base}/kodebok")
            page.locator(".bt-row").first.wait_for()
            page.wait_for_timeout(3000)
            measured = page.evaluate(MEASURE)
            browser.close()
    print(f"{measured['rows']} lines")
    slow = False
    for name, (ours, bare) in measured["found"].items():
        print(f"{name:10} {ours:7.1f} ms   bare {bare:7.1f} ms   {ours / bare:5.2f}")
        slow |= ours > LIMIT * bare and ours > FRAME
    sys.exit(int(slow))


if __name__ == "__main__":
    main()
