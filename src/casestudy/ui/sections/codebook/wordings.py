"""The sheet of a code that is being edited: kept until it is saved, whatever else is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.codebook import BILINGUAL_FIELDS
from casestudy.texts import LANGUAGES
from casestudy.ui.components.fields import Field, typed_values
from casestudy.ui.form_state import Form, form_for, renew
from casestudy.ui.sections.codebook.naming import code_options, field_name
from casestudy.ui.state import t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code, Codebook

#: The fields with words, both languages of each beside each other.
TWO_LANGUAGES: Final = tuple(
    f"{name}.{language}" for name in (*BILINGUAL_FIELDS, "synonyms") for language in LANGUAGES
)
_SHORT: Final = frozenset({"label", "synonyms"})
_PREFIX: Final = "words."


def sheet_of(code_id: str) -> Form:
    """Return the sheet on which a code's wordings are edited."""
    return form_for(f"{_PREFIX}{code_id}")


def wording_fields(book: Codebook, code: Code) -> tuple[list[Field], list[Field]]:
    """Return the fields with words in two languages, and those without a language."""
    said = words_of(code)
    worded = [
        Field(
            name=name,
            label=field_name(name),
            kind="line" if name.partition(".")[0] in _SHORT else "lines",
            value=said[name],
            hint=t("codebook_page.edit.several_words") if name.startswith("synonyms") else None,
        )
        for name in TWO_LANGUAGES
    ]
    others = code_options(book, lambda one: one.id != code.id)
    others |= {one: one for one in code.confused_with if one not in others}
    plain = [
        Field(
            name="confused_with",
            label=field_name("confused_with"),
            kind="many",
            value=code.confused_with,
            options=others,
        ),
        Field(
            name="maps_to",
            label=field_name("maps_to"),
            kind="lines",
            value=said["maps_to"],
            hint=t("codebook_page.edit.one_per_line"),
        ),
    ]
    return worded, plain


def words_of(code: Code) -> dict[str, str | tuple[str, ...]]:
    """Return a code's wordings by field, lists of words as one text, as the sheet shows them."""
    said: dict[str, str | tuple[str, ...]] = {
        f"{name}.{language}": getattr(code, name).in_language(language)
        for name in BILINGUAL_FIELDS
        for language in LANGUAGES
    }
    said |= {f"synonyms.{one}": "; ".join(getattr(code.synonyms, one)) for one in LANGUAGES}
    return said | {"maps_to": "\n".join(code.maps_to), "confused_with": code.confused_with}


def changed_words(book: Codebook, code: Code) -> dict[str, str | tuple[str, ...]]:
    """Return what a sheet says otherwise than the codebook; nothing where there is none."""
    form = sheet_of(code.id)
    if form.key("label.nb") not in st.session_state:
        return {}
    worded, plain = wording_fields(book, code)
    typed = typed_values(form, [*worded, *plain])
    typed["confused_with"] = tuple(typed["confused_with"] or ())
    said = words_of(code)
    return {name: value or "" for name, value in typed.items() if (value or "") != said[name]}


def has_draft(book: Codebook, code: Code) -> bool:
    """Tell whether a code has changes on its sheet that are not saved."""
    if f"form.{_PREFIX}{code.id}" not in st.session_state:
        return False
    form = sheet_of(code.id)
    filled = st.session_state.get(form.key("filled"), {})
    return not _is_untouched(form, filled) and bool(changed_words(book, code))


def freshen(code: Code) -> Form:
    """Return the sheet, a new one where the code was changed and nothing is typed on the old."""
    form = sheet_of(code.id)
    said, version = words_of(code), code.version or 0
    filled = st.session_state.setdefault(form.key("filled"), said)
    if form.seen(version) == version or not _is_untouched(form, filled):
        return form
    renew(form)
    fresh = sheet_of(code.id)
    st.session_state[fresh.key("filled")] = said
    fresh.seen(version)
    return fresh


def _is_untouched(form: Form, filled: dict[str, str | tuple[str, ...]]) -> bool:
    typed = {name: form.typed(name) for name in filled}
    typed["confused_with"] = tuple(typed["confused_with"] or ())
    return all(
        form.key(name) not in st.session_state or typed[name] == filled[name] for name in filled
    )
