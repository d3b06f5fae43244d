// What is timed inside the page; times are milliseconds of its own clock.
window.probe = (() => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const marks = document.getElementsByClassName("cp-stripe");
  let row;
  const shown = (node) => {
    const box = node.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  };

  /** Two frames after a test holds, what it saw has been painted. */
  async function painted(test) {
    while (!test()) await frame();
    await frame();
    await frame();
    return performance.now();
  }

  function source(title, hasCodings) {
    if (!document.querySelector(".cp-title")?.textContent.includes(title)) return false;
    const texts = [...document.querySelectorAll(".cp-text")].slice(0, 60).filter(shown);
    return texts.length > 0 && (!hasCodings || (document.querySelector(".cp-mark") && marks.length > 0));
  }

  /** The next key that is pressed: when its change was painted, and when it was said to be saved. */
  function change() {
    const status = document.querySelector(".cp-status");
    const before = row.innerHTML;
    let seen, saved;
    return new Promise((done, fail) => {
      setTimeout(() => fail(new Error(`painted ${seen}, saved ${saved}`)), 20000);
      const tell = () => seen && saved && done({ painted: seen, confirmed: saved });
      const listen = (event) => {
        if (["Control", "Shift"].includes(event.key)) return;
        removeEventListener("keydown", listen, true);
        const begin = event.timeStamp;
        let hasLeft = false;
        const watcher = new MutationObserver(() => {
          if (status.dataset.state !== "saved") hasLeft = true;
          else if (hasLeft) {
            watcher.disconnect();
            saved = performance.now() - begin;
            tell();
          }
        });
        watcher.observe(status, { attributes: true, attributeFilter: ["data-state"] });
        painted(() => row.innerHTML !== before).then((at) => {
          seen = at - begin;
          tell();
        });
      };
      addEventListener("keydown", listen, true);
    });
  }

  /** How long after the next key another source is painted. */
  function switched(title, hasCodings) {
    const listen = (done) => (event) => painted(() => source(title, hasCodings)).then((at) => done(at - event.timeStamp));
    return new Promise((done) => addEventListener("keydown", listen(done), { capture: true, once: true }));
  }

  /** Somewhere on a word of a turn in view. */
  function word(chance) {
    const frame = document.querySelector(".cp-scroll").getBoundingClientRect();
    const texts = [...document.querySelectorAll(".cp-text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.top > frame.top + 20 && box.bottom < frame.bottom - 20 && box.height > 30;
    });
    const text = texts[Math.floor(chance * texts.length)];
    row = text.closest(".cp-turn");
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) if (/\p{L}{2}/u.test(walker.currentNode.data)) pieces.push(walker.currentNode);
    const piece = pieces[Math.floor(chance * 7919) % pieces.length];
    const at = piece.data.search(/\p{L}{2}/u);
    const range = document.createRange();
    range.setStart(piece, at);
    range.setEnd(piece, at + 2);
    const box = range.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  /** How long each frame of a scroll takes, and in how many the text in view was not there yet. */
  async function scroll(from, step, frames) {
    const scroller = document.querySelector(".cp-scroll");
    scroller.scrollTop = from * scroller.scrollHeight;
    for (let at = 0; at < 30; at += 1) await frame();
    const box = scroller.getBoundingClientRect();
    const times = [];
    let empty = 0;
    let last = await frame();
    for (let at = 0; at < frames; at += 1) {
      scroller.scrollTop += step;
      const now = await frame();
      times.push(now - last);
      last = now;
      // Below the last turn there is nothing to show.
      if (scroller.scrollTop + 2 * scroller.clientHeight > scroller.scrollHeight) continue;
      const inView = document.elementFromPoint(box.left + box.width / 3, box.top + box.height / 2);
      if (!inView?.closest(".cp-turn")) empty += 1;
    }
    return { times, empty };
  }

  return { painted, source, change, switched, word, scroll };
})();
