"""A file that a reviewer sent back: what was read in it is seen before it is taken in."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from casestudy.errors import CaseStudyError
from casestudy.ui.components.fields import day
from casestudy.ui.components.file_field import file_field
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.form_state import form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.review import ReviewBundle, ReviewComment
    from casestudy.domain.review_return import ReviewReturn
    from casestudy.study import Study
    from casestudy.ui.form_state import Form

_ENDINGS = ("xlsx", "docx")
#: What was read of a file, by the file's id, so that it is read once.
_READ = "review.returned"


def show(here: Study, bundles: Sequence[ReviewBundle]) -> None:
    """Draw the field for a returned file, and what stands in it."""
    with st.expander(t("review_page.return.title"), key="review.return"):
        st.markdown(t("review_page.return.what"))
        form = form_for("review.return")
        for file in file_field(
            t("review_page.return.file"),
            endings=_ENDINGS,
            browse=t("review_page.return.browse"),
            box="review-return",
            key=form.key("file"),
        ):
            _draw_file(here, form, file.file_id, file.getvalue(), bundles)


def _draw_file(
    here: Study, form: Form, file_id: str, content: bytes, bundles: Sequence[ReviewBundle]
) -> None:
    try:
        found = _read(here, file_id, content)
    except CaseStudyError as error:
        st.error(escape(error.sentence(language())))
        return
    key = "review_page.return.from" if found.reviewer else "review_page.return.unknown"
    release = escape(found.release or "–")
    st.markdown(t(key, reviewer=escape(found.reviewer), release=release))
    for notice in found.notices:
        st.warning(escape(notice.sentence(language())))
    if not found.comments:
        return
    kinds = Counter(one.kind for one in found.comments)
    said = ", ".join(f"{count} × {t(f'review_page.kind.{kind}')}" for kind, count in kinds.items())
    st.markdown(escape(said))
    _draw_comments(found.comments)
    rounds = {one.id: t("review_page.return.round", number=one.number, release=one.release,
                        date=day(one.made_at)) for one in reversed(bundles)}  # fmt: skip
    fitting = [one.id for one in reversed(bundles) if one.release == found.release]
    chosen = st.selectbox(
        t("review_page.return.for_round"),
        list(rounds),
        list(rounds).index(fitting[0]) if fitting else 0,
        format_func=rounds.__getitem__,
        key=form.key("round"),
    )
    st.button(
        t("review_page.return.button", count=len(found.comments)),
        type="primary",
        key=form.key("take"),
        on_click=_on_take,
        args=(form, chosen, found, hashlib.sha256(content).hexdigest()),
    )


def _read(here: Study, file_id: str, content: bytes) -> ReviewReturn:
    kept: tuple[str, ReviewReturn] | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == file_id:
        return kept[1]
    with st.spinner(t("review_page.return.reading")):
        found = here.reviews.read_return(content)
    st.session_state[_READ] = (file_id, found)
    return found


def _draw_comments(comments: Sequence[ReviewComment]) -> None:
    columns = ("code", "field", "kind", "text", "proposed")
    plain_table(
        [t(f"review_page.return.column.{name}") for name in columns],
        [
            (
                one.code_id or t("review_page.whole_book"),
                field_name(one.field) if one.field else "",
                t(f"review_page.kind.{one.kind}"),
                one.text,
                one.proposed,
            )
            for one in comments
        ],
        alt=t("review_page.return.title"),
    )


@callback
def _on_take(form: Form, bundle_id: str, found: ReviewReturn, sha256: str) -> None:
    here = study()
    received = []
    save(
        form,
        lambda: received.append(
            here.reviews.receive(
                bundle_id, found.comments, file_sha256=sha256, request_id=form.request_id
            )
        ),
        said="",
    )
    for receipt in received:
        leave(
            t(
                "review_page.return.done",
                new=receipt.new,
                updated=receipt.updated,
                unchanged=receipt.unchanged + receipt.again,
            )
        )
