"""The coding page: choose a source, or go on where one was, and code it in the pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.passes import next_task, work_list
from casestudy.domain.permissions import Verb, may
from casestudy.texts.labels import capital, short_label
from casestudy.ui.components.closed_page import closed_page
from casestudy.ui.components.coding_pane import coding_pane
from casestudy.ui.components.transcript_output import transcript_output
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections import work_list as work_list_section
from casestudy.ui.state import language, place, set_place, study, t
from casestudy.web.component_files import module_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook import CodingPass
    from casestudy.domain.passes import PassTask
    from casestudy.study import Study

_CHOSEN: Final = "coding_source"
# The pane takes what the window has left below the row that chooses the source. Where the side bar
# is closed, the row stands beside the button that opens it. On a narrow screen it has two lines at
# most: the title is left to the ear, and printing to its icon. What asks for the closed side bar
# hangs on the header: on an element around the text, :has() is asked anew at every key press.
_STYLE: Final = """<style>
.st-key-coding_text .cp { height: max(24rem, calc(100dvh - 7.5rem)); }
header:has([data-testid="stExpandSidebarButton"]) {
  background: none; pointer-events: none;
  [data-testid="stToolbar"] > * { pointer-events: auto; }
}
header:has([data-testid="stExpandSidebarButton"]) + main {
  [data-testid="stMainBlockContainer"] { padding-top: 0.75rem; }
  .st-key-coding_text .cp { height: max(20rem, calc(100dvh - 5.25rem)); }
  @media (max-width: 767px) {
    .st-key-coding_row::before { content: ""; flex: none; width: 2rem; height: 2.5rem; }
  }
}
@media (max-width: 767px) {
  .st-key-coding_row { gap: 0.5rem; }
  .st-key-coding_row h1, .st-key-coding_print button p {
    position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .st-key-coding_row > div:has(h1) { position: absolute; }
}
@media (max-width: 560px) {
  .stApp .st-key-coding_text .cp { height: max(24rem, calc(100dvh - 8.25rem)) !important; }
}
</style>"""


def draw() -> None:
    """Draw the page for the member at the browser."""
    here = study()
    if not may(here.member, Verb.READ_TEXT):
        st.title(t("page.coding.title"))
        closed_page(t("page.coding.not_for_you"))
        return
    chosen_pass = work_list_section.chosen_pass(here)
    tasks = here.passes.work(chosen_pass)
    if not tasks:
        st.title(t("page.coding.title"))
        st.info(t("page.coding.no_sources"))
        st.page_link("pages/sources.py", label=t("page.coding.to_sources"))
        return
    current = choose_source(here, tasks)
    with st.container(horizontal=True, vertical_alignment="center", key="coding_row"):
        draw_row(here, tasks, current, chosen_pass)
    if not here.codebook.has_codebook():
        st.warning(t("page.coding.no_codebook"))
        st.page_link("pages/codebook.py", label=t("page.coding.to_codebook"))
    st.html(_STYLE)
    with st.container(key="coding_text"):
        coding_pane(
            source_id=current.source_id,
            api="/api",
            language=language(),
            module_url=module_url("pane"),
            goto=place("sted"),
            coding_pass=chosen_pass and chosen_pass.value,
            editable=may(here.member, Verb.CODE),
            key="coding_pane",
        )


def choose_source(here: Study, tasks: Sequence[PassTask]) -> PassTask:
    """Return the source in the address, else the one left last, else the first that waits."""
    by_id = {task.source_id: task for task in tasks}
    wanted = place("kilde")
    if wanted is not None and wanted not in by_id:
        st.warning(t("page.coding.unknown_source"))
    if wanted not in by_id:
        waiting = [task for task in work_list(tasks) if not task.is_done]
        left = by_id.get(here.visits.newest() or "")
        wanted = (left or (waiting or tasks)[0]).source_id
        set_place(kilde=wanted, sted=None)
    return by_id[wanted]


def draw_row(
    here: Study, tasks: Sequence[PassTask], current: PassTask, coding_pass: CodingPass | None
) -> None:
    """Draw the title, the source, the work list, and the button that finishes the source."""
    names = {task.source_id: work_list_section.source_name(task) for task in tasks}
    own = work_list(tasks)
    st.title(t("page.coding.title"), width="content", anchor=False)
    st.session_state[_CHOSEN] = current.source_id
    st.selectbox(
        t("page.coding.source"),
        list(names),
        key=_CHOSEN,
        format_func=lambda source_id: names[source_id],
        on_change=_on_choose,
        label_visibility="collapsed",
        placeholder="",
    )
    transcript_output(current.source_id, number=current.number, coding_pass=coding_pass)
    work_list_section.show(own, coding_pass=coding_pass, current=current.source_id)
    if may(here.member, Verb.CODE) and (coding_pass is not None or current.is_given):
        draw_finish(current, next_task(own, after=current.source_id), coding_pass)


def draw_finish(
    current: PassTask, following: PassTask | None, coding_pass: CodingPass | None
) -> None:
    """Draw the button that finishes the source, or takes it up again."""
    name = "" if coding_pass is None else capital(short_label(coding_pass, language()))
    what = "reopen" if current.is_done else "finish" if coding_pass is None else "finish_pass"
    st.button(
        t(f"page.coding.{what}", name=name),
        key="coding_task",
        on_click=_on_finish,
        args=(current, following and following.source_id, coding_pass),
    )


@callback
def _on_choose() -> None:
    set_place(kilde=st.session_state[_CHOSEN], sted=None)


@callback
def _on_finish(task: PassTask, following: str | None, coding_pass: CodingPass | None) -> None:
    here, done = study(), not task.is_done
    mark = here.passes.finish if done else here.passes.take_up
    mark(task.source_id, coding_pass)
    if done and following is not None:
        set_place(kilde=following, sted=None)
        leave(t("page.coding.finished_next"))
    else:
        leave(t("page.coding.finished" if done else "page.coding.reopened"))


draw()
