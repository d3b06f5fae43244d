"""Review, for the team: what went out, the remarks that came back, and deciding on each."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.review import ReviewStatus
from casestudy.ui.components.fields import day
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.form_state import form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.sections.codebook import remark_panel, returned
from casestudy.ui.sections.codebook.naming import code_name
from casestudy.ui.sections.codebook.remarks import remark_title
from casestudy.ui.state import place, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.review import ReviewBundle, ReviewItem
    from casestudy.study import Study
    from casestudy.ui.form_state import Form

_ALL: Final = "alle"
_OPEN: Final = "apne"
_FILTER: Final = "review_page.filter"
#: More remarks than these scroll in their list.
_MANY: Final = 10
#: One line per remark, read from the left.
_STYLE: Final = """<style>
.st-key-review_list button > div, .st-key-review_list button > div > span {
  width: 100%; justify-content: flex-start; }
.st-key-review_list p { text-align: start; }
</style>"""


def show(here: Study) -> None:
    """Draw the rounds and the remarks."""
    st.markdown(t("review_page.what"))
    bundles = here.reviews.bundles()
    _draw_rounds(here, bundles)
    if may(here.member, Verb.EDIT_CODEBOOK):
        _draw_sending(here)
        if bundles:
            returned.show(here, bundles)
    if bundles:
        _draw_remarks(here, bundles)


def open_remarks(here: Study) -> int:
    """Return how many remarks nobody has decided on."""
    return len(here.reviews.items(status=ReviewStatus.OPEN))


def _draw_rounds(here: Study, bundles: Sequence[ReviewBundle]) -> None:
    if not bundles:
        st.info(t("review_page.no_rounds"))
        return
    names = {member.handle: member.name for member in here.members.all()}
    items = here.reviews.items()
    columns = ("number", "release", "for_whom", "date", "by", "remarks", "open")
    plain_table(
        [t(f"review_page.column.{name}") for name in columns],
        [
            (
                str(one.number),
                one.release,
                one.for_whom,
                day(one.made_at),
                names.get(one.made_by, one.made_by),
                str(sum(item.bundle_id == one.id for item in items)),
                str(
                    sum(
                        item.bundle_id == one.id and item.status is ReviewStatus.OPEN
                        for item in items
                    )
                ),
            )
            for one in reversed(bundles)
        ],
        alt=t("review_page.rounds"),
    )
    _draw_download(here, bundles[-1])


def _draw_download(here: Study, bundle: ReviewBundle) -> None:
    """Offer the folder for the newest round, built only when asked for."""
    if not may(here.member, Verb.EXPORT):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            t("review_page.download", number=bundle.number),
            data=partial(here.exports.review_bundle, bundle.id),
            file_name=t("review_page.file_name", release=bundle.release),
            mime="application/zip",
            key=f"review.download.{bundle.id}",
            on_click="ignore",
            icon=":material/download:",
        )
        st.caption(t("review_page.download_holds"))


def _draw_sending(here: Study) -> None:
    with st.expander(t("review_page.send.title"), key="review_page.send"):
        form = form_for("review_page.send")
        numbers = [one.number for one in reversed(here.codebook.releases())]
        st.markdown(t("review_page.send.what"))
        st.selectbox(t("review_page.send.release"), numbers, key=form.key("release"))
        st.text_input(t("review_page.send.for_whom"), key=form.key("for_whom"))
        st.button(
            t("review_page.send.button"),
            type="primary",
            key=form.key("send"),
            on_click=_on_send,
            args=(form,),
        )


@callback
def _on_send(form: Form) -> None:
    here = study()
    save(
        form,
        lambda: here.reviews.send_out(
            form.typed("release"),
            for_whom=form.typed("for_whom") or "",
            request_id=form.request_id,
        ),
        said=t("review_page.send.done"),
    )


def _draw_remarks(here: Study, bundles: Sequence[ReviewBundle]) -> None:
    st.header(t("review_page.remarks"), anchor=False)
    items = here.reviews.items()
    if not items:
        st.info(t("review_page.no_remarks"))
        return
    book = here.codebook.current()
    left, right = st.columns([5, 7], gap="medium")
    with left:
        shown = _choose_shown(items)
        chosen = _chosen(items, shown)
        _draw_list(book, shown, chosen)
    with right:
        if chosen is None:
            st.success(t("review_page.all_decided"))
        else:
            bundle = next(one for one in bundles if one.id == chosen.bundle_id)
            remark_panel.show(here, book, chosen, bundle)


def _choose_shown(items: Sequence[ReviewItem]) -> list[ReviewItem]:
    left = [one for one in items if one.status is ReviewStatus.OPEN]
    counts = {_OPEN: len(left), _ALL: len(items)}
    wanted = st.segmented_control(
        t("review_page.show"),
        list(counts),
        default=_OPEN if left else _ALL,
        format_func=lambda one: t(f"review_page.show_{one}", count=counts[one]),
        required=True,
        label_visibility="collapsed",
        key=_FILTER,
    )
    return left if wanted == _OPEN else list(items)


def _chosen(items: Sequence[ReviewItem], shown: Sequence[ReviewItem]) -> ReviewItem | None:
    """Return the remark in the address, else the first of those shown."""
    wanted = place("kommentar")
    found = next((one for one in items if str(one.number) == wanted), None)
    return found or (shown[0] if shown else None)


def _draw_list(book: Codebook, shown: Sequence[ReviewItem], chosen: ReviewItem | None) -> None:
    order = {code.id: at for at, code in enumerate(book.codes)}
    ordered = sorted(shown, key=lambda one: (order.get(one.comment.code_id or "", -1), one.number))
    st.html(_STYLE)
    with st.container(
        key="review_list", gap="xxsmall", height=560 if len(shown) > _MANY else "content"
    ):
        for code_id, group in groupby(ordered, key=lambda one: one.comment.code_id):
            known = code_id in order
            name = code_name(book, code_id) if code_id and known else code_id
            st.markdown(f"**{escape(name or t('review_page.whole_book'))}**")
            for one in group:
                title = escape(remark_title(one))
                st.button(
                    f"**{title}**" if chosen and one.id == chosen.id else title,
                    key=f"review.item.{one.id}",
                    type="tertiary",
                    icon=_ICONS[one.status],
                    on_click=set_place,
                    kwargs={"kommentar": str(one.number)},
                    width="stretch",
                )


_ICONS: Final = {
    ReviewStatus.OPEN: ":material/radio_button_unchecked:",
    ReviewStatus.ACCEPTED: ":material/check_circle:",
    ReviewStatus.ANSWERED: ":material/chat:",
    ReviewStatus.REJECTED: ":material/block:",
}
