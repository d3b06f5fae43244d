"""Releases: which there are, freezing the next, and what differs between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.permissions import Verb, may
from casestudy.reports.codebook_diff_html import codebook_diff_html
from casestudy.ui.components.fields import day
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.form_state import Form, form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.sections.codebook.naming import code_names
from casestudy.ui.state import language, place, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.releases import Readiness, Release
    from casestudy.study import Study

#: Stands in the address and in lists for the codebook as it is now.
_NOW: Final = "na"
_DIFF_STYLE: Final = """<style>
.codebook-diff { overflow-wrap: anywhere; }
.codebook-diff h3 { font-size: 1.2rem; padding: 1.2rem 0 0.3rem; }
.codebook-diff h4 { font-size: 1.05rem; padding: 0.6rem 0 0.2rem; }
.codebook-diff section { border-top: 1px solid color-mix(in srgb, currentcolor 18%, transparent); }
.codebook-diff .id { opacity: 0.76; font-weight: 400; }
.codebook-diff ul { margin: 0 0 0.7rem; }
.codebook-diff li { white-space: pre-line; }
</style>"""


def show(here: Study) -> None:
    """Draw the releases, the form for the next one, and the comparison of two."""
    releases = here.codebook.releases()
    st.markdown(t("releases.what"))
    _draw_table(here, releases)
    if may(here.member, Verb.FREEZE_CODEBOOK):
        _draw_freezing(here, here.codebook.current())
    _draw_comparison(here, releases)


def _draw_table(here: Study, releases: Sequence[Release]) -> None:
    names = {member.handle: member.name for member in here.members.all()}
    columns = ("number", "date", "codes", "by", "note")
    plain_table(
        [t(f"releases.column.{name}") for name in columns],
        [
            (
                one.number,
                day(one.date),
                str(one.codes),
                names.get(one.member, one.member),
                one.note.in_language(language()),
            )
            for one in reversed(releases)
        ],
        alt=t("codebook_page.part.utgaver"),
    )


def _draw_freezing(here: Study, book: Codebook) -> None:
    ready = here.codebook.readiness()
    with st.expander(t("releases.freeze.title"), key="releases.freeze"):
        if not ready.changed:
            st.info(t("releases.freeze.unchanged"))
        form = form_for(f"release.{ready.number}")
        _draw_checks(book, ready, form)
        st.text_input(t("releases.freeze.number"), ready.number, key=form.key("number"))
        for each, cell in zip(("nb", "en"), st.columns(2), strict=True):
            cell.text_area(
                t(f"releases.freeze.note_{each}"), key=form.key(f"note.{each}"), height=96
            )
        st.caption(t("releases.freeze.for_good"))
        st.button(
            t("releases.freeze.button"),
            type="primary",
            key=form.key("freeze"),
            on_click=_on_freeze,
            args=(form, ready),
        )


def _draw_checks(book: Codebook, ready: Readiness, form: Form) -> None:
    """Say what the next release asks first."""
    if ready.in_vivo:
        st.warning(t("releases.check.in_vivo", codes=escape(code_names(book, ready.in_vivo))))
        st.checkbox(t("releases.check.by_id"), key=form.key("by_id"))
    if ready.proposals:
        st.info(t("releases.check.proposals", count=len(ready.proposals)))
        st.multiselect(
            t("releases.check.keep"),
            list(ready.proposals),
            format_func=lambda one: code_names(book, [one]),
            placeholder=t("releases.check.none"),
            key=form.key("keep"),
        )
    for name in ("untranslated", "unreviewed"):
        count = getattr(ready, name)
        if count:
            st.caption(t(f"releases.check.{name}", count=count))


@callback
def _on_freeze(form: Form, ready: Readiness) -> None:
    here = study()
    number = (form.typed("number") or "").strip()
    note = Bilingual(nb=form.typed("note.nb") or "", en=form.typed("note.en") or "")
    save(
        form,
        lambda: here.codebook.freeze(
            number,
            note=note,
            keep_proposals=form.typed("keep") or (),
            leave_by_id=ready.in_vivo if form.typed("by_id") else (),
            request_id=form.request_id,
        ),
        said=t("releases.freeze.done", number=number),
    )


def _draw_comparison(here: Study, releases: Sequence[Release]) -> None:
    st.header(t("releases.compare.title"), anchor=False)
    names = {
        one.number: t("releases.named", number=one.number, date=day(one.date)) for one in releases
    }
    names[_NOW] = t("releases.now")
    known = list(names)
    left, right = st.columns(2)
    with left:
        before = _choose("fra", t("releases.compare.before"), names, known[-2])
    with right:
        after = _choose("til", t("releases.compare.after"), names, _NOW)
    if known.index(before) >= known.index(after):
        st.info(t("releases.compare.order"))
        return
    found = here.codebook.diff(before, None if after == _NOW else after)
    st.html(_DIFF_STYLE + codebook_diff_html(found, language()))


def _choose(name: str, label: str, names: dict[str, str], default: str) -> str:
    asked = place(name)
    key = f"releases.{name}"
    st.session_state[key] = asked if asked in names else default
    chosen: str = st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_on_choose,
        args=(name, key),
    )
    return chosen


def _on_choose(name: str, key: str) -> None:
    set_place(**{name: st.session_state[key]})
