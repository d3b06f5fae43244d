"""What differs between two releases, code by code, with the words marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.codebook_diff import DiffKind
from casestudy.domain.vocabulary import CodeStatus
from casestudy.ui.components import word_diff
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook_diff import (
        CodebookDiff,
        CodeChange,
        FieldChange,
        PropertyChange,
    )

_STYLE: Final = """<style>
.dv { overflow-wrap: anywhere; }
.dv section { padding: 0.9rem 0; border-top: 1px solid
  color-mix(in srgb, currentcolor 18%, transparent); }
.dv h3 { margin: 0; padding: 0; font-size: 1.1rem; }
.dv p { margin: 0.2rem 0; }
.dv dl { display: grid; grid-template-columns: minmax(8rem, 13rem) minmax(0, 1fr);
  gap: 0.45rem 1rem; margin: 0.5rem 0 0; padding: 0; }
.dv dt, .dv-quiet { color: color-mix(in srgb, currentcolor 76%, transparent); }
.dv dd { margin: 0; }
.dv-kind { display: inline-block; margin-right: 0.4rem; padding: 0 0.45em;
  border: 1px solid currentcolor; border-radius: 4px; font-size: 0.85rem; }
@media (max-width: 560px) { .dv dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
  .dv dd { margin-bottom: 0.5rem; } }
</style>"""


def diff_view(found: CodebookDiff) -> None:
    """Draw the difference; long ones can be narrowed to one kind of change."""
    if not found:
        st.info(t("diff.nothing"))
        return
    counts = found.counts()
    wanted = st.pills(
        t("diff.show"),
        list(counts),
        format_func=lambda kind: t(f"diff.count.{kind.value}", count=counts[kind]),
        key="diff.kind",
        label_visibility="collapsed",
    )
    changes = found.of(DiffKind(wanted)) if wanted else found.codes
    parts = [] if wanted else [_book(found.book)]
    parts += [_change(found, change) for change in changes]
    st.html(f'{_STYLE}{word_diff.STYLE}<div class="dv">{"".join(parts)}</div>')


def _book(changes: Sequence[FieldChange]) -> str:
    if not changes:
        return ""
    return f"<section><h3>{escape(t('diff.book'))}</h3>{_wording(changes)}</section>"


def _change(found: CodebookDiff, change: CodeChange) -> str:
    code = change.after or change.before
    name = code.label.in_language(language()) if code else ""
    kinds = "".join(
        f'<span class="dv-kind">{escape(t(f"diff.kind.{kind.value}"))}</span>'
        for kind in change.kinds
    )
    parts = [
        f'<h3>{escape(name)} <span class="dv-quiet">{escape(change.id)}</span></h3><p>{kinds}</p>'
    ]
    parts += [f"<p>{escape(one)}</p>" for one in _sentences(found, change)]
    parts.append(_wording(change.wording))
    parts.append(_properties(change.properties))
    return f"<section>{''.join(parts)}</section>"


def _sentences(found: CodebookDiff, change: CodeChange) -> list[str]:
    said = []
    step = change.step
    if step is not None:
        kind = DiffKind(step.kind.value)
        said.append(
            t(
                f"diff.step.{kind.value}",
                codes=_names(found, step.from_ids),
                into=_names(found, step.to_ids),
            )
        )
        if step.why:
            said.append(t("lineage.why", why=step.why))
    if change.meaning:
        said.append(t("diff.meaning"))
    if DiffKind.MOVED in change.kinds and change.before and change.after:
        places = (_place(found, change.before.parent), _place(found, change.after.parent))
        said.append(t("diff.moved", before=places[0], after=places[1]))
    if change.before is None and change.after is not None:
        said.append(t("diff.added", place=_place(found, change.after.parent)))
        said.append(change.after.definition.in_language(language()))
    after = change.after
    if after is not None and after.status is CodeStatus.RETIRED and after.replaced_by:
        said.append(t("diff.replaced", code=_names(found, [after.replaced_by])))
    return [one for one in said if one]


def _wording(changes: Sequence[FieldChange]) -> str:
    rows = []
    for change in changes:
        name, _, in_language = change.field.partition(".")
        words = word_diff.marked(change.runs, language=in_language or language())
        said = t(f"diff.field.{name}")
        if in_language:
            said = f"{said} · {t(f'codebook_page.language.{in_language}')}"
        rows.append(f"<dt>{escape(said)}</dt><dd>{words}</dd>")
    return f"<dl>{''.join(rows)}</dl>" if rows else ""


def _properties(changes: Sequence[PropertyChange]) -> str:
    rows = [
        f"<dt>{escape(t(f'diff.property.{change.name}'))}</dt>"
        f"<dd>{escape(_value(change.name, change.before))} → "
        f"{escape(_value(change.name, change.after))}</dd>"
        for change in changes
        if change.name != "unreviewed"
    ]
    return f"<dl>{''.join(rows)}</dl>" if rows else ""


def _value(name: str, value: object) -> str:
    if value is None:
        return t("diff.inherited")
    if isinstance(value, bool):
        return t("form.yes" if value else "form.no")
    if name in ("attributes", "passes") and isinstance(value, tuple):
        prefix = "attribute" if name == "attributes" else "pass"
        return ", ".join(t(f"codebook.{prefix}.{one}") for one in value) or "–"
    if isinstance(value, CodeStatus):
        return t(f"diff.status.{value.value}")
    return str(value)


def _place(found: CodebookDiff, parent: str | None) -> str:
    return _names(found, [parent]) if parent else t("diff.top")


def _names(found: CodebookDiff, code_ids: Sequence[str]) -> str:
    known = {code.id: code for book in (found.before, found.after) for code in book.codes}
    return ", ".join(
        f"{known[one].label.in_language(language())} ({one})" if one in known else one
        for one in code_ids
    )
