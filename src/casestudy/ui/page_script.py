"""Our script on every page: its language, and a line when there is no contact with the server."""

from __future__ import annotations

from typing import Final

import streamlit as st

from casestudy.ui.state import t

# Screen readers and hyphenation go by the language in ``<html lang>``. Streamlit tells the page
# around it of its connection, which here is the page itself. The coding pane says in its own bar
# how its work stands.
_SCRIPT: Final = """
const LINE = "casestudy-connection";
let words = {};

function say(sentence) {
  const line = document.getElementById(LINE);
  line.textContent = sentence;
  line.hidden = !sentence || Boolean(document.querySelector(".cp"));
}

async function hear({ source, data }) {
  if (source !== window) return;
  if (data?.type === "WEBSOCKET_CONNECTED") say("");
  else if (data?.type === "CLIENT_ERROR_DIALOG") {
    const answers = await fetch("/api/health").then((answer) => answer.ok, () => false);
    say(answers ? words.reload : words.lost);
  }
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  words = data;
  if (document.getElementById(LINE)) return;
  const line = document.createElement("div");
  line.id = LINE;
  line.hidden = true;
  line.setAttribute("role", "status");
  line.style.cssText = "position: fixed; inset: auto 0 0; z-index: 1000; padding: 0.7rem 1.5rem;"
    + "background: #5f3a06; color: #fff; font: 15px system-ui, sans-serif;";
  document.body.append(line);
  window.addEventListener("message", hear);
}
"""


def run_page_script(language: str) -> None:
    """Say in the page which language it is in, and have it say when the server does not answer."""
    mount = st.components.v2.component("casestudy_page", js=_SCRIPT, isolate_styles=False)
    data = {"language": language, "lost": t("connection.lost"), "reload": t("connection.reload")}
    mount(key="casestudy_page", data=data)
