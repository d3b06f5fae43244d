"""The reviewer's view: a release to read in English, with remarks made where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.codebook import BILINGUAL_FIELDS
from casestudy.domain.consequences import CodeCount
from casestudy.domain.permissions import Verb, require
from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.errors import InvalidInputError
from casestudy.ui.components.code_card import STYLE, code_card
from casestudy.ui.components.codebook_tree import Marks, TreeCode, codebook_tree
from casestudy.ui.components.consequences import used
from casestudy.ui.form_state import form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections.codebook import tree
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.sections.codebook.remarks import draw_remark, remark_title
from casestudy.ui.sections.codebook.wordings import words_of
from casestudy.ui.state import language, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.review import ReviewBundle, ReviewItem
    from casestudy.study import Study
    from casestudy.ui.components.codebook_tree import TreeMove
    from casestudy.ui.form_state import Form

#: The partner reads and writes English, whatever language the pages are in.
_ENGLISH: Final = "en"
_WHOLE: Final = "whole"
#: Here a line stands above the tree.
_LOWER: Final = """<style>
@media (min-width: 641px) {
  .st-key-codebook_tree .bt { height: max(24rem, calc(100dvh - 11rem)); }
}
</style>"""
_FIELDS: Final = (*(f"{name}.{_ENGLISH}" for name in BILINGUAL_FIELDS), f"synonyms.{_ENGLISH}")


def show(here: Study) -> None:
    """Draw the newest release that was sent for review, and its remarks."""
    bundles = here.reviews.bundles()
    if not bundles:
        st.info(t("reviewing.nothing"))
        return
    bundle = bundles[-1]
    book = here.codebook.release(bundle.release)
    items = [one for one in here.reviews.items() if one.bundle_id == bundle.id]
    st.markdown(t("reviewing.what", release=bundle.release, count=len(book.assignable)))
    st.html(tree.STYLE + STYLE + _LOWER)
    counts = here.codebook.counts()
    left, right = st.columns([6, 7], gap="medium")
    chosen = tree.chosen_code(book)
    with left, st.container(key="codebook_tree"):
        codebook_tree(
            [_line(code, counts, items) for code in tree.reading_order(book)],
            chosen=chosen,
            ticked=(),
            member=here.member.id,
            language=language(),
            editable=False,
            on_choose=_on_choose,
            on_move=_on_move,
            key="codebook_review_tree",
        )
    with right:
        _draw_code(here, book, book.code(chosen), bundle, items)
        _draw_new_code(bundle, book.code(chosen))


def _line(
    code: Code,
    counts: Mapping[str, CodeCount],
    items: Sequence[ReviewItem],
) -> TreeCode:
    return TreeCode(
        id=code.id,
        parent=code.parent,
        label=code.label.en,
        names=(code.label.nb, *code.synonyms.en, *code.synonyms.nb),
        colour=code.colour,
        assignable=code.assignable,
        status=code.status.value,
        count=counts[code.id].codings if code.id in counts else 0,
        marks=Marks(comments=sum(one.comment.code_id == code.id for one in items)),
    )


def _on_choose(chosen: str | None, _ticked: tuple[str, ...]) -> None:
    set_place(kode=chosen)


def _on_move(_move: TreeMove) -> None:
    require(study().member, Verb.EDIT_CODEBOOK)


def _draw_code(
    here: Study, book: Codebook, code: Code, bundle: ReviewBundle, items: Sequence[ReviewItem]
) -> None:
    count = used(here.codebook.counts().get(code.id, CodeCount())) if code.assignable else None
    code_card(book, code, language=_ENGLISH, used=count)
    mine = [one for one in items if one.comment.code_id == code.id]
    for item in mine:
        _draw_item(here, code, item)
    st.subheader(t("reviewing.say"), anchor=False)
    _draw_agree(code, bundle, mine)
    _draw_form(code, bundle)


def _draw_item(here: Study, code: Code, item: ReviewItem) -> None:
    is_open = item.status is ReviewStatus.OPEN
    with st.container(border=True):
        st.markdown(f"**{escape(remark_title(item))}**")
        status = t(f"review_page.status.{item.status.value}")
        draw_remark(item.comment, code, said=f"{status}: {item.reason}" if item.reason else status)
        if is_open and item.comment.reviewer == here.member.name:
            st.button(
                t("reviewing.withdraw"),
                key=f"reviewing.withdraw.{item.id}",
                on_click=_on_withdraw,
                args=(item.id,),
            )


def _draw_agree(code: Code, bundle: ReviewBundle, mine: Sequence[ReviewItem]) -> None:
    if any(one.comment.kind is ReviewKind.AGREE for one in mine):
        return
    form = form_for(f"reviewing.agree.{bundle.id}.{code.id}")
    st.button(
        t("reviewing.agree"),
        key=form.key("agree"),
        icon=":material/thumb_up:",
        on_click=_on_agree,
        args=(form, code.id, bundle.id),
    )


def _draw_form(code: Code, bundle: ReviewBundle) -> None:
    form = form_for(f"reviewing.{bundle.id}.{code.id}")
    with st.container(border=True):
        about = st.selectbox(
            t("reviewing.about"),
            [_WHOLE, *_FIELDS],
            format_func=lambda one: t("reviewing.whole") if one == _WHOLE else _named(one),
            key=form.key("about"),
            persist_state="session",
        )
        st.text_area(
            t("reviewing.comment"), key=form.key("text"), height=96, persist_state="session"
        )
        if about == _WHOLE:
            st.checkbox(t("reviewing.remove"), key=form.key("remove"), persist_state="session")
        else:
            st.text_area(
                t("reviewing.proposed"),
                _wording(code, about),
                key=form.key(f"proposed.{about}"),
                persist_state="session",
            )
        st.button(
            t("reviewing.send"),
            type="primary",
            key=form.key("send"),
            on_click=_on_send,
            args=(form, code, bundle.id),
        )


def _draw_new_code(bundle: ReviewBundle, code: Code) -> None:
    with st.expander(t("reviewing.new_code"), key="reviewing.new_code"):
        form = form_for(f"reviewing.new.{bundle.id}")
        st.caption(t("reviewing.new_code_what", code=escape(f"{code.label.en} ({code.id})")))
        st.text_input(t("reviewing.new_label"), key=form.key("label"), persist_state="session")
        st.text_area(t("reviewing.new_why"), key=form.key("text"), persist_state="session")
        st.button(
            t("reviewing.send"),
            key=form.key("send"),
            on_click=_on_new_code,
            args=(form, code.id, bundle.id),
        )


def _named(field: str) -> str:
    return field_name(field.partition(".")[0])


def _wording(code: Code, field: str) -> str:
    said = words_of(code)[field]
    return said if isinstance(said, str) else "; ".join(said)


@callback
def _on_withdraw(item_id: str) -> None:
    study().reviews.withdraw(item_id)
    leave(t("reviewing.withdrawn"))


@callback
def _on_agree(form: Form, code_id: str, bundle_id: str) -> None:
    _remark(form, bundle_id, ReviewKind.AGREE, code=code_id)


@callback
def _on_send(form: Form, code: Code, bundle_id: str) -> None:
    about = form.typed("about")
    text = (form.typed("text") or "").strip()
    field = None if about == _WHOLE else about
    proposed = (form.typed(f"proposed.{about}") or "").strip() if field else ""
    is_wording = bool(field) and proposed != _wording(code, about)
    kind = ReviewKind.WORDING if is_wording else ReviewKind.COMMENT
    if field is None and form.typed("remove"):
        kind = ReviewKind.DELETE
    if kind is ReviewKind.COMMENT and not text:
        raise InvalidInputError("reviewing.empty")
    wording = proposed if is_wording else ""
    _remark(form, bundle_id, kind, code=code.id, field=field, text=text, proposed=wording)


@callback
def _on_new_code(form: Form, code_id: str, bundle_id: str) -> None:
    label = (form.typed("label") or "").strip()
    text = (form.typed("text") or "").strip()
    if not label:
        raise InvalidInputError("reviewing.empty")
    _remark(form, bundle_id, ReviewKind.NEW_CODE, code=code_id, text=text, proposed=label)


def _remark(form: Form, bundle_id: str, kind: ReviewKind, **said: Any) -> None:
    here = study()
    save(
        form,
        lambda: here.reviews.remark(bundle_id, kind, request_id=form.request_id, **said),
        said=t("reviewing.sent"),
    )
