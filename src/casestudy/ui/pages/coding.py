"""The coding page: choose a source, or take one's next task, and code it in the pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.closed_page import closed_page
from casestudy.ui.components.coding_pane import coding_pane
from casestudy.ui.notices import callback, leave
from casestudy.ui.state import language, place, set_place, study, t
from casestudy.web.pane_files import module_url

if TYPE_CHECKING:
    from casestudy.domain.study import Assignment

_CHOSEN: Final = "coding_source"
# The pane takes what the window has left below the row that chooses the source.
_FULL_HEIGHT: Final = """<style>
.st-key-coding_text .cp { height: max(24rem, calc(100dvh - 9rem)); }
</style>"""


def draw() -> None:
    """Draw the page for the member at the browser."""
    here = study()
    if not may(here.member, Verb.READ_TEXT):
        st.title(t("page.coding.title"))
        closed_page(t("page.coding.not_for_you"))
        return
    sources = {source["id"]: source for source in here.sources.all()}
    tasks = {
        task.source_id: task
        for task in here.members.assignments()
        if task.member_id == here.member.id and task.source_id in sources
    }
    if not sources:
        st.title(t("page.coding.title"))
        st.info(t("page.coding.no_sources"))
        st.page_link("pages/sources.py", label=t("page.coding.to_sources"))
        return
    chosen = choose_source(sources, tasks)
    if not here.codebook.has_codebook():
        st.warning(t("page.coding.no_codebook"))
        st.page_link("pages/codebook.py", label=t("page.coding.to_codebook"))
    st.html(_FULL_HEIGHT)
    with st.container(key="coding_text"):
        coding_pane(
            source_id=chosen,
            api="/api",
            language=language(),
            module_url=module_url(),
            goto=place("sted"),
            editable=may(here.member, Verb.CODE),
            key="coding_pane",
        )


def choose_source(sources: dict[str, dict[str, Any]], tasks: dict[str, Assignment]) -> str:
    """Show the row that chooses a source and return its id; the address goes before the choice."""
    wanted = place("kilde")
    if wanted is not None and wanted not in sources:
        st.warning(t("page.coding.unknown_source"))
    if wanted not in sources:
        wanted = next_task(sources, tasks) or next(iter(sources))
        set_place(kilde=wanted, sted=None)
    st.session_state[_CHOSEN] = wanted
    title, chooser, button = st.columns([2, 6, 2], vertical_alignment="bottom")
    title.title(t("page.coding.title"))
    chooser.selectbox(
        t("page.coding.source"),
        list(sources),
        key=_CHOSEN,
        format_func=lambda source_id: source_label(sources[source_id], tasks.get(source_id)),
        on_change=_on_choose,
        placeholder="",
    )
    if wanted in tasks:
        draw_task(button, tasks[wanted], next_task(sources, tasks, after=wanted))
    return wanted


def next_task(
    sources: dict[str, dict[str, Any]], tasks: dict[str, Assignment], *, after: str | None = None
) -> str | None:
    """Return the first source in reading order that waits for this member, if there is one."""
    waiting = (key for key in sources if key in tasks and tasks[key].done_at is None)
    return next((key for key in waiting if key != after), None)


def source_label(source: dict[str, Any], task: Assignment | None) -> str:
    """Name a source with its case and how far it has come."""
    case = source["case_label"] or t("page.coding.no_case")
    parts = [case, source["title"], t("page.coding.codings", count=source["codings"])]
    if task is not None:
        done = task.done_at is not None
        parts.append(t("page.coding.done" if done else "page.coding.waiting"))
    return " · ".join(parts)


def draw_task(column: Any, task: Assignment, following: str | None) -> None:
    """Show the button that finishes one's task, or takes it up again."""
    done = task.done_at is not None
    column.button(
        t("page.coding.reopen" if done else "page.coding.finish"),
        key="coding_task",
        on_click=_on_task,
        args=(task, following),
        width="stretch",
    )


@callback
def _on_choose() -> None:
    set_place(kilde=st.session_state[_CHOSEN], sted=None)


@callback
def _on_task(task: Assignment, following: str | None) -> None:
    done = task.done_at is None
    study().members.mark_done(task, done=done)
    if done and following is not None:
        set_place(kilde=following, sted=None)
        leave(t("page.coding.finished_next"))
    else:
        leave(t("page.coding.finished" if done else "page.coding.reopened"))


draw()
