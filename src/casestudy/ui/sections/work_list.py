"""The work list: which pass one codes in, and the sources to go through in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.codebook import CodingPass
from casestudy.domain.notes import Preference
from casestudy.texts.labels import capital, label, short_label
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.state import language, place, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.passes import PassTask, Progress
    from casestudy.study import Study

_PASS: Final = "coding_pass"  # noqa: S105 - a pass through the material
_OPEN: Final = "coding_work_list"
_ROWS: Final = "coding_rows"
_WIDTH: Final = 460
#: One row per source: its name at the left, how far one has come at the right.
_STYLE: Final = f"""<style>
.st-key-{_ROWS} button {{ min-height: 2rem; padding-block: 0.25rem; }}
.st-key-{_ROWS} button > div, .st-key-{_ROWS} button > div > span {{
  width: 100%; justify-content: flex-start; }}
.st-key-{_ROWS} [data-testid="stMarkdownContainer"] {{ flex: 1; }}
.st-key-{_ROWS} p {{
  display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1.5rem;
  text-align: start; }}
</style>"""
#: Streamlit takes None for nothing chosen.
_ALL: Final = ""


def chosen_pass(here: Study) -> CodingPass | None:
    """Return the pass in the address, or the one that was chosen last; None is all codes."""
    wanted: Any = place("pass")
    if wanted not in tuple(CodingPass):
        kept = here.preferences.all().get(Preference.CODING_PASS)
        wanted = kept if kept in tuple(CodingPass) else None
        set_place(**{"pass": wanted})
    return CodingPass(wanted) if wanted else None


def show(tasks: Sequence[PassTask], *, coding_pass: CodingPass | None, current: str) -> None:
    """Draw the button that opens the list, and in it the pass and its sources.

    Args:
        tasks: The sources to go through.
        coding_pass: The pass they are for; None is all codes.
        current: The source that is open.
    """
    done = sum(1 for task in tasks if task.is_done)
    title = t("work_list.title", name=_short(coding_pass), done=done, count=len(tasks))
    opened = st.popover(title, icon=":material/checklist:", key=_OPEN, on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(width=_WIDTH, gap="small"):
        _choose_pass(coding_pass)
        st.html(_STYLE)
        with st.container(key=_ROWS, gap="xxsmall"):
            for task in sorted(tasks, key=lambda task: task.is_done):
                _show_task(task, is_open=task.source_id == current)


def _choose_pass(coding_pass: CodingPass | None) -> None:
    st.session_state[_PASS] = coding_pass.value if coding_pass else _ALL
    st.segmented_control(
        t("work_list.pass"),
        [_ALL, *(one.value for one in CodingPass)],
        key=_PASS,
        format_func=lambda value: _short(CodingPass(value) if value else None),
        required=True,
        on_change=_on_pass,
    )
    if coding_pass is None:
        st.caption(t("work_list.what_all"))
    else:
        st.caption(t("work_list.what_pass", name=capital(label(coding_pass, language()))))


def source_name(task: PassTask) -> str:
    """Name a source with its case and how far one has come in it."""
    case = task.case_label or t("page.coding.no_case")
    return " · ".join([case, task.title, *_state(task)])


def _show_task(task: PassTask, *, is_open: bool) -> None:
    case = task.case_label or t("page.coding.no_case")
    name = escape(f"{case} · {task.title}")
    st.button(
        f"{f'**{name}**' if is_open else name} :small[{escape(' · '.join(_state(task)))}]",
        key=f"work_list.{task.source_id}",
        icon=":material/check_circle:" if task.is_done else ":material/radio_button_unchecked:",
        type="tertiary",
        on_click=_on_open,
        args=(task.source_id,),
        width="stretch",
    )


def _state(task: PassTask) -> list[str]:
    said = [t("work_list.progress", **_shares(task.progress))]
    return [*said, t("work_list.done")] if task.is_done else said


def _shares(progress: Progress) -> dict[str, str]:
    return {"read": percent(progress.share_read), "coded": percent(progress.share_coded)}


def percent(share: float) -> str:
    """Return a share in whole percent; what is begun is never 0 and what is left never 100."""
    whole = int(share * 100) if share < 1 else 100
    return t("work_list.percent", number=max(whole, 1) if share else 0)


def _short(coding_pass: CodingPass | None) -> str:
    if coding_pass is None:
        return t("work_list.all_codes")
    return capital(short_label(coding_pass, language()))


@callback
def _on_pass() -> None:
    chosen = st.session_state[_PASS] or None
    study().preferences.set(Preference.CODING_PASS, chosen)
    set_place(**{"pass": chosen})
    # The button's words change with the pass, which to Streamlit makes it another, closed one.
    st.session_state[_OPEN] = True


@callback
def _on_open(source_id: str) -> None:
    st.session_state[_OPEN] = False
    set_place(kilde=source_id, sted=None)
