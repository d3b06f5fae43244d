"""Reads the remarks out of a returned review form: each row led back to its code by its id."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from casestudy.domain import review_form
from casestudy.domain.review import ReviewComment, ReviewKind
from casestudy.domain.review_form import PROPOSALS, FormAnswer, FormColumn, field_in
from casestudy.domain.review_return import ReviewNoticeKind, ReviewReturn
from casestudy.errors import ImportRefusedError
from casestudy.exchange.review.form_table import Row, Table, table_of
from casestudy.exchange.review.remarks import Notices, Sent, moment, returned, same_words
from casestudy.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casestudy.domain.codebook import Codebook
    from casestudy.exchange.review.raw import ReturnedFile, Sheet

#: Our own words that a reviewer may have changed where they stand.
_WATCHED: Final = (FormColumn.LABEL, FormColumn.DEFINITION, FormColumn.USE, FormColumn.NOT_USE)
#: A text of this length may have been cut to fit its cell.
_PERHAPS_CUT: Final = 32_000
_ANSWERS: Final = {
    text(f"review_form.answer.{answer.value}", language).casefold(): answer
    for language in LANGUAGES
    for answer in FormAnswer
}
_NAME, _GENERAL = "name", "general"


def read_form(file: ReturnedFile, releases: Sequence[Codebook]) -> ReviewReturn:
    """Return what a returned form says.

    Args:
        file: What stands in its cells.
        releases: The releases that may have been sent, the newest last.

    Raises:
        ImportRefusedError: ``review.not_a_form``.
    """
    notices = Notices()
    tables = [table for sheet in file.sheets if (table := table_of(sheet, notices)) is not None]
    if not any(table.has_ids for table in tables):
        raise ImportRefusedError("review.not_a_form")
    start = _start_values(file.sheets)
    sent = Sent({**start, **file.properties}, releases, notices)
    reviewer = start.get(_NAME, "") or file.saved.by
    reader = _Reader(sent, notices)
    remarks = [*reader.general(start.get(_GENERAL, "")), *reader.read(tables)]
    saved = moment(file.saved.at)
    made = moment(file.saved.made)
    at = saved if saved is not None and (made is None or saved > made) else None
    comments = (replace(remark, reviewer=remark.reviewer or reviewer, at=at) for remark in remarks)
    return returned(comments, notices, sent, reviewer=reviewer)


def _start_values(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return what the first sheet says by key: which release it is, who fills it in."""
    keys = (review_form.BOOK, review_form.RELEASE, _NAME, _GENERAL)
    labels = {
        text(f"review_form.{key}", language).casefold(): key
        for key in (_NAME, _GENERAL)
        for language in LANGUAGES
    }
    found: dict[str, str] = {}
    for sheet in sheets:
        for cells in sheet.rows.values():
            words = [cells[place] for place in sorted(cells)]
            is_keyed = words[0] in keys
            key = words[0] if is_keyed else labels.get(words[0].casefold())
            said = words[1 + is_keyed :]
            if key is not None and said:
                found.setdefault(key, "\n".join(said))
    # What the sheet shows is the title; only the property has the name that programs know.
    found.pop(review_form.BOOK, None)
    return found


class _Reader:
    """Turns rows into remarks, and remembers which codes it has met."""

    def __init__(self, sent: Sent, notices: Notices) -> None:
        self._sent, self._notices = sent, notices
        self._seen: dict[tuple[object, ...], None] = {}
        self._anchors: Counter[str] = Counter()
        self._intact: Counter[str] = Counter()

    def general(self, words: str) -> Iterator[ReviewComment]:
        """Yield what was said of the whole book."""
        if words:
            yield from self._once(None, ReviewKind.COMMENT, "general", text=words)

    def read(self, tables: Sequence[Table]) -> Iterator[ReviewComment]:
        rows = [(table, row) for table in tables for row in table.rows]
        for _, row in rows:
            visible = self._sent.code_id(row.get(FormColumn.ID))
            self._intact[visible or ""] += 1
        met: Counter[str] = Counter()
        for table, row in rows:
            code_id = self._code_of(row) if table.has_ids else None
            if code_id is None:
                yield from self._new_code(row)
            else:
                met[code_id] += 1
                yield from self._remarks(row, code_id)
        missing = [code.id for code in self._sent.current if not met[code.id]]
        if missing and self._sent.is_known:
            self._notices.add(ReviewNoticeKind.ROWS_MISSING, *missing)
        repeated = [code_id for code_id, count in met.items() if count > 1]
        if repeated:
            self._notices.add(ReviewNoticeKind.ROWS_REPEATED, *repeated)

    def _code_of(self, row: Row) -> str | None:
        """Return the code a row is about; None where it proposes a new one."""
        shown, hidden = row.get(FormColumn.ID), row.get(FormColumn.KEY)
        visible, key = self._sent.code_id(shown), self._sent.code_id(hidden)
        if visible is not None and key in (visible, None):
            if shown != visible:
                self._notices.add(ReviewNoticeKind.ID_CORRECTED, f"{shown} → {visible}")
            return visible
        if visible is None and key is not None:
            return self._restored(row, shown, key)
        if visible is not None and key is not None:
            chosen = visible if self._fits(row, visible) and not self._fits(row, key) else key
            self._notices.add(ReviewNoticeKind.ID_DOUBTFUL, f"{row.where} → {chosen}")
            return chosen
        if shown:
            self._notices.add(ReviewNoticeKind.UNKNOWN_CODE, shown)
        return None

    def _restored(self, row: Row, shown: str, key: str) -> str | None:
        """Return the hidden id, unless the row was copied to make room for a new code."""
        words = self._sent.words(key)
        label = row.get(FormColumn.LABEL)
        if self._intact[key] and words is not None and not same_words(label, words["label"]):
            return None
        kind = ReviewNoticeKind.ID_CORRECTED if shown else ReviewNoticeKind.ID_RESTORED
        self._notices.add(kind, f"{shown} → {key}" if shown else key)
        return key

    def _fits(self, row: Row, code_id: str) -> bool:
        words = self._sent.words(code_id)
        return words is not None and any(
            row.get(column) and same_words(row.get(column), words[column.value])
            for column in (FormColumn.LABEL, FormColumn.DEFINITION)
        )

    def _remarks(self, row: Row, code_id: str) -> Iterator[ReviewComment]:
        proposed = {name: row.get(column) for column, name in PROPOSALS.items() if row.get(column)}
        edited = {
            name: words for name, words in self._edited(row, code_id) if name not in proposed
        }
        yield from self._answer(row, code_id, has_wording=bool(proposed or edited))
        for name, words in {**proposed, **edited}.items():
            field = field_in(name, self._sent.language)
            column = name if name in edited else f"new_{name}"
            yield from self._once(code_id, ReviewKind.WORDING, column, field=field, proposed=words)
        for heading, words in row.added:
            said = self._titled(heading, words) if heading else words
            yield from self._once(code_id, ReviewKind.COMMENT, f"added {heading}", text=said)
        for author, words in row.notes:
            yield from self._once(code_id, ReviewKind.COMMENT, "note", text=words, reviewer=author)

    def _answer(self, row: Row, code_id: str, *, has_wording: bool) -> Iterator[ReviewComment]:
        """Yield what a row says of the code itself: the answer and the comment."""
        given, comment = row.get(FormColumn.ANSWER), row.get(FormColumn.COMMENT)
        answer = _ANSWERS.get(given.strip(" .!").casefold())
        if given and answer is None:
            self._notices.add(ReviewNoticeKind.UNKNOWN_ANSWER, f"{code_id}: {given}")
            comment = f"{given}\n{comment}".strip()
        if answer is FormAnswer.REMOVE:
            yield from self._once(code_id, ReviewKind.DELETE, "answer", text=comment)
            return
        if answer is FormAnswer.YES:
            yield from self._once(code_id, ReviewKind.AGREE, "answer")
        elif answer is not None and (comment or not has_wording):
            said = text(f"review_remark.{answer.value}", self._sent.language)
            comment = f"{said} {comment}".strip()
        if comment:
            yield from self._once(code_id, ReviewKind.COMMENT, "comment", text=comment)

    def _edited(self, row: Row, code_id: str) -> Iterator[tuple[str, str]]:
        """Yield our own words that were changed where they stand."""
        ours = self._sent.words(code_id)
        if ours is None:
            return
        if self._is_elsewheres(row, code_id):
            self._notices.add(ReviewNoticeKind.ID_DOUBTFUL, f"{row.where} → {code_id}")
            return
        for column in _WATCHED:
            words, before = row.get(column), ours[column.value]
            if words and len(before) < _PERHAPS_CUT and not same_words(words, before):
                self._notices.add(ReviewNoticeKind.EDITED_IN_PLACE, f"{code_id} {column.value}")
                yield column.value, words

    def _is_elsewheres(self, row: Row, code_id: str) -> bool:
        """Tell whether a row shows another code's words: its columns were sorted apart."""
        if self._fits(row, code_id):
            return False
        return any(self._fits(row, code.id) for code in self._sent.current)

    def _new_code(self, row: Row) -> Iterator[ReviewComment]:
        """Yield the proposal of a new code: its name, then what else it is to say."""

        def said(column: FormColumn) -> str:
            proposal = FormColumn(f"new_{column.value}")
            return row.get(proposal) or row.get(column)

        name = said(FormColumn.LABEL)
        place = row.get(FormColumn.PARENT) or row.get(FormColumn.ID)
        lines = [
            self._titled(text(f"review_form.column.{column.value}", self._sent.language), words)
            for column, words in (
                (FormColumn.PARENT, place),
                *((column, said(column)) for column in _WATCHED[1:]),
                (FormColumn.CUE, row.get(FormColumn.CUE)),
            )
            if words
        ]
        notes = [words for _, words in (*row.added, *row.notes)]
        why = "\n".join(filter(None, [row.get(FormColumn.COMMENT), *notes]))
        if not name and not lines and not why:
            return
        if not name:
            self._notices.add(ReviewNoticeKind.NEW_CODE_UNNAMED, row.where)
        proposed = "\n".join(filter(None, [name, *lines]))
        digest = hashlib.sha256((name or proposed or why).casefold().encode()).hexdigest()[:12]
        kind = ReviewKind.NEW_CODE
        yield from self._once(None, kind, f"new {digest}", text=why, proposed=proposed)

    def _titled(self, title: str, words: str) -> str:
        return text("review_remark.field", self._sent.language, name=title, words=words)

    def _once(
        self,
        code_id: str | None,
        kind: ReviewKind,
        column: str,
        *,
        field: str | None = None,
        text: str = "",
        proposed: str = "",
        reviewer: str = "",
    ) -> Iterator[ReviewComment]:
        """Yield a remark, unless a row said the same before."""
        said = (code_id, kind, field, text, proposed, reviewer)
        if said in self._seen:
            return
        self._seen[said] = None
        anchor = " ".join(filter(None, ("form", code_id, column)))
        self._anchors[anchor] += 1
        number = self._anchors[anchor]
        yield ReviewComment(
            code_id=code_id,
            field=field,
            kind=kind,
            text=text,
            proposed=proposed,
            reviewer=reviewer,
            at=None,
            anchor=anchor if number == 1 else f"{anchor} {number}",
        )
