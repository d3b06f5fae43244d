"""Choosing files: Streamlit's uploader, with its words in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

#: The uploader speaks English and can't be told otherwise; its words give way to ours.
_STYLE: Final = """<style>
.st-key-{box} [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
.st-key-{box} [data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
.st-key-{box} [data-testid="stFileUploaderDropzone"] button p::after {{
  content: "{words}"; font-size: 1rem; }}
</style>"""


def file_field(
    label: str, *, endings: Sequence[str], browse: str, box: str, key: str, several: bool = False
) -> list[UploadedFile]:
    """Draw the field and return the files that were chosen.

    Args:
        label: What the files are, for screen readers.
        endings: The endings of files that can be chosen, without dots.
        browse: What the button says.
        box: Name of the field's place on the page, of letters and hyphens.
        key: Identity of the field.
        several: Whether more than one can be chosen.
    """
    with st.container(key=box):
        st.html(_STYLE.format(box=box, words=browse))
        found: Any = st.file_uploader(
            label,
            type=list(endings),
            accept_multiple_files=several,
            key=key,
            label_visibility="collapsed",
        )
    return found if several else [found] if found else []
