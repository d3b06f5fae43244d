"""The codebook as files: out in any form, and codes in from elsewhere after a look at them."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.take_in import TakeInChoice
from casestudy.errors import CaseStudyError
from casestudy.ui.components.consequences import consequences_panel
from casestudy.ui.components.file_field import file_field
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.form_state import form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.sections.codebook.remarks import draw_rewording
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.domain.take_in import Incoming, TakeInPlan
    from casestudy.study import Study
    from casestudy.ui.form_state import Form

FORMS: Final = ("docx", "html", "xlsx", "yaml", "qdc", "csv", "ttl")
ENDINGS: Final = ("yaml", "yml", "xlsx", "csv", "qdc", "qdpx")
_NOW: Final = ""
#: What was read of a file, by the file's id, so that it is read once.
_READ: Final = "codebook.file"


def show(here: Study) -> None:
    """Draw what can be fetched, and the field for codes from elsewhere."""
    exports, edits = may(here.member, Verb.EXPORT), may(here.member, Verb.EDIT_CODEBOOK)
    if exports:
        _draw_out(here)
    if edits:
        _draw_in(here)
    if not exports and not edits:
        st.info(t("codebook_files.ask"))


def read(here: Study, file_id: str, name: str, content: bytes) -> Codebook | None:
    """Return the codebook in a file and show what was lost; None, and why, where there is none."""
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != file_id:
        try:
            with st.spinner(t("codebook_files.reading")):
                found = here.codebook.read_file(content, file_name=name, language=language())
        except CaseStudyError as error:
            st.error(escape(error.sentence(language())))
            return None
        kept = st.session_state[_READ] = (file_id, found)
    reading = kept[1]
    if rows := reading.report.rows(language()):
        with st.expander(t("codebook_files.losses", count=len(rows))):
            plain_table(
                reading.report.columns(language()),
                [tuple(map(str, row)) for row in rows],
                alt=t("codebook_files.losses_alt"),
            )
    book: Codebook = reading.codebook
    return book


def _draw_out(here: Study) -> None:
    st.header(t("codebook_files.out"), anchor=False)
    st.markdown(t("codebook_files.out_what"))
    releases = [one.number for one in reversed(here.codebook.releases())]
    editions = {_NOW: t("codebook_files.now")}
    editions |= {number: t("codebook_files.release", release=number) for number in releases}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        release = st.selectbox(
            t("codebook_files.edition"),
            list(editions),
            format_func=editions.__getitem__,
            key="codebook_files.edition",
        )
        form = st.selectbox(
            t("codebook_files.form"),
            FORMS,
            format_func=lambda one: t(f"codebook_files.forms.{one}"),
            key="codebook_files.form",
        )
        st.download_button(
            t("codebook_files.download"),
            data=partial(_made, here, form, release or None),
            file_name=t("codebook_files.file_name", release=release or _date(here), form=form),
            key="codebook_files.download",
            on_click="ignore",
            icon=":material/download:",
        )


def _date(here: Study) -> str:
    return here.store.clock().date().isoformat()


def _made(here: Study, form: str, release: str | None) -> bytes:
    return here.exports.codebook(form=form, language=language(), release=release)


def _draw_in(here: Study) -> None:
    st.header(t("codebook_files.in"), anchor=False)
    st.markdown(t("codebook_files.in_what"))
    form = form_for("codebook_files.in")
    for file in file_field(
        t("codebook_files.file"),
        endings=ENDINGS,
        browse=t("codebook_page.empty.browse"),
        box="codebook-file",
        key=form.key("file"),
    ):
        book = read(here, file.file_id, file.name, file.getvalue())
        if book is not None:
            _draw_plan(here, form, file.name, here.codebook.plan_take_in(book))


def _draw_plan(here: Study, form: Form, file_name: str, plan: TakeInPlan) -> None:
    same = len(plan.incoming) - len(plan.new) - len(plan.different)
    st.markdown(
        t("codebook_files.found", new=len(plan.new), different=len(plan.different), same=same)
    )
    if not plan.new and not plan.different:
        st.info(t("codebook_files.nothing"))
        return
    _draw_new(form, plan.new)
    _draw_different(here, form, plan.different)
    choices = _choices(form, plan)
    try:
        found = here.codebook.take_in_consequences(plan, choices)
    except CaseStudyError as error:
        st.info(escape(error.sentence(language())))
        return
    consequences_panel(found, what=t("codebook_files.what"))
    st.button(
        t("codebook_files.button"),
        type="primary",
        key=form.key("take"),
        on_click=_on_take,
        args=(form, PurePath(file_name).name, plan),
    )


def _draw_new(form: Form, new: tuple[Incoming, ...]) -> None:
    if not new:
        return
    names = {one.code.id: _name(one) for one in new}
    with st.expander(t("codebook_files.new", count=len(new))):
        st.markdown("\n".join(f"- {escape(name)}" for name in names.values()))
    st.multiselect(
        t("codebook_files.left"),
        list(names),
        format_func=names.__getitem__,
        placeholder=t("codebook_files.none_left"),
        key=form.key("left"),
    )


def _draw_different(here: Study, form: Form, different: tuple[Incoming, ...]) -> None:
    if not different:
        return
    book = here.codebook.current()
    labels = {choice.value: t(f"codebook_files.choice.{choice}") for choice in _OF_DIFFERENT}
    for one in different:
        ours = book.code(one.matches or one.code.id)
        fields = ", ".join(field_name(name) for name in one.differs)
        st.radio(
            t("codebook_files.differs", code=escape(f"{ours.id} {_name(one)}"), fields=fields),
            list(labels),
            format_func=labels.__getitem__,
            horizontal=True,
            key=form.key(f"choice.{one.code.id}"),
        )
        draw_rewording(ours, one.code, one.differs)


_OF_DIFFERENT: Final = (TakeInChoice.KEEP, TakeInChoice.WORDING, TakeInChoice.MEANING)


def _name(one: Incoming) -> str:
    return one.code.label.in_language(language())


def _choices(form: Form, plan: TakeInPlan) -> dict[str, TakeInChoice]:
    left = dict.fromkeys(form.typed("left") or (), TakeInChoice.KEEP)
    chosen = {one.code.id: form.typed(f"choice.{one.code.id}") for one in plan.different}
    return left | {code: TakeInChoice(choice) for code, choice in chosen.items() if choice}


@callback
def _on_take(form: Form, file_name: str, plan: TakeInPlan) -> None:
    here = study()
    save(
        form,
        lambda: here.codebook.carry_out(
            plan,
            _choices(form, plan),
            why=t("codebook_files.why", file=file_name),
            request_id=form.request_id,
        ),
        said=t("codebook_files.done"),
    )
