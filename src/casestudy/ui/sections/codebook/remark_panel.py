"""Deciding on one remark: what accepting it makes of the codebook is seen before it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.codebook_edits import Add, Describe, Retire
from casestudy.domain.codebook_words import LONGEST_LABEL
from casestudy.domain.permissions import Verb, may
from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.domain.review_edits import edit_asked_for
from casestudy.errors import CaseStudyError
from casestudy.ui.components.consequences import consequences_panel
from casestudy.ui.components.fields import day
from casestudy.ui.components.lineage_story import step_sentence
from casestudy.ui.form_state import form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.sections.codebook.naming import code_name, code_options, field_name
from casestudy.ui.sections.codebook.remarks import draw_remark
from casestudy.ui.sections.codebook.wordings import words_of
from casestudy.ui.state import language, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.codebook_edits import Edit
    from casestudy.domain.review import ReviewBundle, ReviewItem
    from casestudy.study import Study
    from casestudy.ui.form_state import Form

_WORDS_ONLY: Final = "words"
_MEANING: Final = "meaning"


def show(here: Study, book: Codebook, item: ReviewItem, bundle: ReviewBundle) -> None:
    """Draw a remark, and for those who may edit the codebook what can be done with it."""
    code = next((one for one in book.codes if one.id == item.comment.code_id), None)
    with st.container(border=True, key="remark"):
        _draw_head(book, item, code, bundle)
        draw_remark(item.comment, code)
        if item.status is not ReviewStatus.OPEN:
            _draw_decision(here, book, item)
        elif may(here.member, Verb.EDIT_CODEBOOK):
            _draw_deciding(here, book, item, code)


def _draw_head(book: Codebook, item: ReviewItem, code: Code | None, bundle: ReviewBundle) -> None:
    about = code_name(book, code.id) if code else t("review_page.whole_book")
    if item.comment.field:
        about = f"{about} · {field_name(item.comment.field)}"
    st.subheader(f"{item.number} · {escape(about)}", anchor=False)
    kind = t(f"review_page.kind.{item.comment.kind.value}")
    st.caption(t("review_page.on_release", kind=kind, release=bundle.release, round=bundle.number))
    if item.is_outdated and item.status is ReviewStatus.OPEN:
        st.warning(t("review_page.outdated"))
    if code is not None:
        st.page_link(
            "pages/codebook.py",
            label=t("review_page.to_code"),
            icon=":material/account_tree:",
            query_params={"kode": code.id},
        )


def _draw_decision(here: Study, book: Codebook, item: ReviewItem) -> None:
    names = {member.handle: member.name for member in here.members.all()}
    who = names.get(item.decided_by or "", item.decided_by or "")
    status = t(f"review_page.status.{item.status.value}")
    st.markdown(f"**{status}** · {escape(who)} · {day(item.decided_at)}")
    if item.reason:
        st.markdown(escape(item.reason))
    for step in item.became:
        st.caption(escape(step_sentence(step, book)))


def _draw_deciding(here: Study, book: Codebook, item: ReviewItem, code: Code | None) -> None:
    form = form_for(f"remark.{item.id}")
    _draw_fields(book, form, item, code)
    edit = _edit(form, item, code)
    if edit is not None:
        _draw_consequences(here, edit)
    st.text_area(
        t("review_page.reason"),
        key=form.key("reason"),
        height=80,
        help=t("review_page.reason_help"),
    )
    with st.container(horizontal=True):
        if edit is not None or item.comment.kind is ReviewKind.AGREE:
            _button("accept", form, _on_accept, (form, item, book.versions), primary=True)
        _button("answer", form, _on_answer, (form, item))
        _button("reject", form, _on_reject, (form, item))


def _button(
    name: str,
    form: Form,
    act: Callable[..., None],
    args: tuple[object, ...],
    *,
    primary: bool = False,
) -> None:
    st.button(
        t(f"review_page.{name}"),
        key=form.key(name),
        type="primary" if primary else "secondary",
        on_click=act,
        args=args,
    )


def _draw_fields(book: Codebook, form: Form, item: ReviewItem, code: Code | None) -> None:
    """Draw what accepting the remark needs to know."""
    comment = item.comment
    if comment.kind is ReviewKind.NEW_CODE:
        _draw_new_code(book, form, item)
    elif code is None or comment.kind in (ReviewKind.DELETE, ReviewKind.AGREE):
        return
    elif not comment.field:
        st.caption(t("review_page.needs_hand"))
    else:
        st.text_area(
            t("review_page.new_wording", field=field_name(comment.field)),
            comment.proposed or _wording(code, comment.field),
            key=form.key("words"),
        )
        if _typed(form, "words") == _wording(code, comment.field):
            st.caption(t("review_page.same_wording"))
            return
        st.radio(
            t("codebook_page.edit.kind"),
            [_WORDS_ONLY, _MEANING],
            format_func=lambda one: t(f"codebook_page.edit.kind_{one}"),
            key=form.key("kind"),
            horizontal=True,
        )


def _draw_new_code(book: Codebook, form: Form, item: ReviewItem) -> None:
    options = code_options(book)
    home = item.comment.code_id
    st.selectbox(
        t("review_page.new_parent"),
        list(options),
        index=list(options).index(home) if home in options else None,
        format_func=options.__getitem__,
        placeholder=t("form.choose"),
        key=form.key("parent"),
    )
    st.text_input(
        field_name("label.en"), item.comment.proposed[:LONGEST_LABEL], key=form.key("label")
    )


def _edit(form: Form, item: ReviewItem, code: Code | None) -> Edit | None:
    """Return the edit that accepting the remark makes as the fields stand now."""
    comment = item.comment
    if comment.kind is ReviewKind.NEW_CODE:
        parent, label = form.typed("parent"), _typed(form, "label")
        if parent is None or not label:
            return None
        return Add(parent=parent, words={"label.en": label}, why=comment.text)
    if code is None:
        return None
    if comment.kind in (ReviewKind.DELETE, ReviewKind.AGREE):
        return edit_asked_for(comment, code)
    if not comment.field or _typed(form, "words") == _wording(code, comment.field):
        return None
    return Describe(
        code=code.id,
        words={comment.field: _typed(form, "words")},
        changes_meaning=form.typed("kind") == _MEANING,
        why=comment.text,
    )


def _typed(form: Form, field: str) -> str:
    return str(form.typed(field) or "").strip()


def _wording(code: Code, field: str) -> str:
    said = words_of(code).get(field, "")
    return said if isinstance(said, str) else "; ".join(said)


def _draw_consequences(here: Study, edit: Edit) -> None:
    try:
        found = here.codebook.consequences(_told(edit, "–"))
    except CaseStudyError as error:
        st.info(escape(error.sentence(language())))
        return
    if isinstance(edit, Retire):
        consequences_panel(found, what=t("codebook_page.act.retire.codings"))
    elif isinstance(edit, Describe) and edit.changes_meaning:
        consequences_panel(found, what=t("review_page.meaning"))


def _told(edit: Edit, reason: str) -> Edit:
    """Return the edit with the team's reason, where it has none of its own."""
    if isinstance(edit, Add | Describe | Retire) and not edit.why:
        return replace(edit, why=reason)
    return edit


@callback
def _on_accept(form: Form, item: ReviewItem, seen: dict[str, int]) -> None:
    here, reason = study(), _typed(form, "reason")
    known = {one.id: one for one in here.codebook.current().codes}
    edit = _edit(form, item, known.get(item.comment.code_id or ""))
    save(
        form,
        lambda: here.reviews.accept(
            item.id,
            edit and _told(edit, reason),
            reason=reason,
            seen=seen,
            request_id=form.request_id,
        ),
        said=t("review_page.accepted", number=item.number),
    )
    set_place(kommentar=None)


@callback
def _on_answer(form: Form, item: ReviewItem) -> None:
    _close(form, item, study().reviews.answer, said="answered")


@callback
def _on_reject(form: Form, item: ReviewItem) -> None:
    _close(form, item, study().reviews.reject, said="rejected")


def _close(form: Form, item: ReviewItem, write: Callable[..., None], *, said: str) -> None:
    reason = form.typed("reason") or ""
    save(
        form,
        lambda: write(item.id, reason, request_id=form.request_id),
        said=t(f"review_page.{said}", number=item.number),
    )
    set_place(kommentar=None)
