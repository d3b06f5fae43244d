"""The router: who is here, the sidebar, and the page that the address names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.colour import PAPER, Theme
from casestudy.texts.labels import label
from casestudy.ui import notices
from casestudy.ui.identity_forms import language_form, leave_form, member_picker
from casestudy.ui.markdown import escape
from casestudy.ui.page_script import run_page_script
from casestudy.ui.state import find_study, language, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import StreamlitPage

    from casestudy.domain.study import StudyInfo
    from casestudy.study import Study

_FOLDER: Final = Path(__file__).with_name("pages")
#: Page file, path in the address, icon; the first is the default and answers at ``/``.
_PAGES: Final = (
    ("overview", "oversikt", ":material/dashboard:"),
    ("sources", "kilder", ":material/description:"),
    ("coding", "koding", ":material/border_color:"),
    ("codebook", "kodebok", ":material/account_tree:"),
    ("matrix", "matrise", ":material/table_chart:"),
    ("study", "studie", ":material/settings:"),
)
#: Streamlit writes white on the main colour, which cannot be read in the dark theme.
_BUTTON_INK: Final = f"""<style>
[data-testid^="stBaseButton-primary"] p {{
  color: light-dark({PAPER[Theme.LIGHT]}, {PAPER[Theme.DARK]}); }}
</style>"""


def main() -> None:
    """Draw the frame around the page, or ask who is here."""
    run_page_script(language())
    study = find_study()
    if study is None:
        ask_who()
    else:
        show_page(study)


def show_page(study: Study) -> None:
    """Draw the sidebar and the page that the address names."""
    names = [name for name, _, _ in _PAGES]
    page = st.navigation([_page(name, _FOLDER / f"{name}.py") for name in names])
    with st.sidebar:
        draw_sidebar(study)
        st.html(_BUTTON_INK)
    # A place of its own, so that what follows is the same element with and without a notice.
    with st.container():
        notices.show()
    page.run()


def ask_who() -> None:
    """Ask who is at the browser; the address stays, so that the answer leads to the page."""
    st.navigation([_page(name, _ask) for name, _, _ in _PAGES], position="hidden").run()


def _ask() -> None:
    st.title(t("ui.who.title"))
    st.markdown(t("ui.who.why"))
    member_picker()
    st.caption(t("ui.not_verified"))
    language_form()


def draw_sidebar(study: Study) -> None:
    """Show which study this is, who I am, and the languages."""
    st.markdown(f"**{escape(title_of(study.info))}**")
    if study.info.is_demo:
        st.caption(t("ui.demo"))
    role = label(study.member.role, language())
    st.markdown(t("ui.signed_in", name=escape(study.member.name), role=role))
    st.caption(t("ui.not_verified"))
    leave_form()
    language_form()


def title_of(info: StudyInfo) -> str:
    """Return the study's title in the language of the pages, as far as it is written."""
    return info.title_en if language() == "en" and info.title_en else info.title_nb


def _page(name: str, content: Path | Callable[[], None]) -> StreamlitPage:
    path, icon = next((path, icon) for known, path, icon in _PAGES if known == name)
    title, default = t(f"page.{name}.title"), name == _PAGES[0][0]
    return st.Page(content, title=title, url_path=path, icon=icon, default=default)


# An icon of our own, or the browser would be sent to a font server for the page's symbol.
st.set_page_config(
    page_icon=Path(__file__).with_name("icon.svg").read_text("utf-8"),
    layout="wide",
)
notices.guard(main)
