"""Reads comments and tracked changes out of a returned codebook, by code and field.

A heading's bookmark tells the code, a bookmark in a row tells the field; both stay when Word or
LibreOffice saves the file. Where one was lost, the id in the heading and the row's title tell.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from casestudy.domain.review import ReviewComment, ReviewKind
from casestudy.domain.review_form import (
    DOCUMENT,
    SHOWN_FIELDS,
    code_bookmarks,
    field_bookmark,
    field_in,
)
from casestudy.domain.review_return import ReviewNoticeKind, ReviewReturn
from casestudy.errors import ImportRefusedError
from casestudy.exchange.review.remarks import Notices, Sent, moment, returned, same_words, tidy
from casestudy.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from casestudy.domain.codebook import Codebook
    from casestudy.exchange.review.raw import DocumentComment, Place, ReturnedFile

_HEADING: Final = re.compile(r"heading \d", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"toc\b", re.IGNORECASE)
_FIELD_OF_TITLE: Final = {
    text(f"codebook_document.field.{name}", language).casefold(): name
    for language in LANGUAGES
    for name in SHOWN_FIELDS
}
_NOT_WRITTEN: Final = tuple(
    text("codebook_document.not_written", language) for language in LANGUAGES
)
_QUOTATION_MARKS: Final = "\"'“”„«»‘’ "
#: Page numbers that Word made anew are no change of anyone's.
_NUMBERS: Final = re.compile(r"[\d\s.…]*")


class _Subject(NamedTuple):
    """What a place in the document is about: a code and one of ``SHOWN_FIELDS``, or less."""

    code_id: str | None = None
    field: str | None = None


def read_document(file: ReturnedFile, releases: Sequence[Codebook]) -> ReviewReturn:
    """Return what was said and changed in a returned document.

    Args:
        file: What stands in it.
        releases: The releases that may have been sent, the newest last.

    Raises:
        ImportRefusedError: ``review.not_a_document``.
    """
    notices = Notices()
    sent = Sent(file.properties, releases, notices)
    subjects = _subjects(file.places, sent)
    if not any(subject.code_id for subject in subjects):
        raise ImportRefusedError("review.not_a_document")
    # Where changes are told, words of two releases stand side by side: nothing there is a field.
    tells_changes = file.properties.get(DOCUMENT) == "changes"
    changes = _Changes(sent, notices, has_fields=not tells_changes)
    found = [*changes.read(file.places, subjects)]
    said, passages = _comments(file.comments, subjects, sent)
    authors = Counter(remark.reviewer for remark in [*said, *found] if remark.reviewer)
    reviewer = authors.most_common(1)[0][0] if authors else file.saved.by
    return returned([*said, *found], notices, sent, reviewer=reviewer, passages=passages)


def _subjects(places: Iterable[Place], sent: Sent) -> list[_Subject]:
    """Return what each place is about, in their order."""
    bookmarks = code_bookmarks(code.id for code in sent.book.codes)
    codes = {bookmark: code_id for code_id, bookmark in bookmarks.items()}
    fields = {
        field_bookmark(bookmark, name): _Subject(code_id, name)
        for code_id, bookmark in bookmarks.items()
        for name in SHOWN_FIELDS
    }
    found: list[_Subject] = []
    current: str | None = None
    for place in places:
        begun = next((codes[one] for one in place.bookmarks if one in codes), None)
        named = _named_first(place, sent)
        if _HEADING.match(place.style):
            current = begun or named
            found.append(_Subject(current, "label" if current else None))
        elif begun is not None:
            found.append(_Subject(begun))
        elif place.cells > 2 or _CONTENTS.match(place.style):
            found.append(_Subject(named))
        else:
            marked = next((fields[one] for one in place.bookmarks if one in fields), None)
            title = _FIELD_OF_TITLE.get(place.title.casefold()) if current else None
            found.append(marked or _Subject(current, title))
    return found


def _named_first(place: Place, sent: Sent) -> str | None:
    """Return the code whose id a place begins with."""
    first = (place.before or place.after).split(maxsplit=1)[:1]
    return sent.code_id(first[0]) if first else None


class _Changes:
    """Turns what was tracked, or typed without tracking, into proposals."""

    def __init__(self, sent: Sent, notices: Notices, *, has_fields: bool) -> None:
        self._sent, self._notices, self._has_fields = sent, notices, has_fields
        self._gone: dict[str, set[str]] = {}

    def read(
        self, places: Sequence[Place], subjects: Sequence[_Subject]
    ) -> Iterator[ReviewComment]:
        remarks = [
            remark
            for place, subject in zip(places, subjects, strict=True)
            for remark in self._remarks(place, subject)
        ]
        formatting = sum(place.formatting for place in places)
        if formatting:
            self._notices.add(ReviewNoticeKind.FORMATTING_ONLY, count=formatting)
        removed = {
            code for code, fields in self._gone.items() if {"label", "definition"} <= fields
        }
        for remark in remarks:
            if remark.code_id not in removed:
                yield remark
            elif remark.field == field_in("label", self._sent.language):
                yield _removal(remark)

    def _remarks(self, place: Place, subject: _Subject) -> Iterator[ReviewComment]:
        if subject.code_id is None or subject.field is None or not self._has_fields:
            yield from self._outside(place, subject.code_id)
            return
        before, after = (
            _bare(words, subject.code_id, subject.field) for words in (place.before, place.after)
        )
        shown = self._sent.words(subject.code_id)
        ours = None if shown is None else _plain(shown[subject.field], subject.field)
        if ours is not None and not same_words(before, ours):
            self._notices.add(
                ReviewNoticeKind.EDITED_IN_PLACE, f"{subject.code_id} {subject.field}"
            )
        if same_words(after, before if ours is None else ours):
            return
        if not after:
            self._gone.setdefault(subject.code_id, set()).add(subject.field)
        yield self._remark(
            place,
            subject.code_id,
            ReviewKind.WORDING,
            field=field_in(subject.field, self._sent.language),
            proposed=self._listed(after, subject.field),
            anchor=f"wording {subject.code_id} {subject.field}",
        )

    def _outside(self, place: Place, code_id: str | None) -> Iterator[ReviewComment]:
        """Yield a change in what is no field of a code, as a comment."""
        said = [
            text(f"review_remark.{name}", self._sent.language, words=tidy(words))
            for name, words in (("deleted", place.deleted), ("inserted", place.inserted))
            if words and not _NUMBERS.fullmatch(words)
        ]
        if not said or _CONTENTS.match(place.style):
            return
        self._notices.add(ReviewNoticeKind.OUTSIDE_CODES, count=1)
        words = "\n".join(said)
        digest = hashlib.sha256(words.encode()).hexdigest()[:12]
        anchor = f"change {code_id or '-'} {digest}"
        yield self._remark(place, code_id, ReviewKind.COMMENT, words=words, anchor=anchor)

    def _remark(
        self,
        place: Place,
        code_id: str | None,
        kind: ReviewKind,
        *,
        anchor: str,
        field: str | None = None,
        words: str = "",
        proposed: str = "",
    ) -> ReviewComment:
        moments = [at for _, date in place.changes if (at := moment(date)) is not None]
        authors = dict.fromkeys(author.strip() for author, _ in place.changes if author.strip())
        return ReviewComment(
            code_id=code_id,
            field=field,
            kind=kind,
            text=words,
            proposed=proposed,
            reviewer=", ".join(authors),
            at=max(moments, default=None),
            anchor=anchor,
        )

    def _listed(self, words: str, field: str) -> str:
        """Return the ids alone of codes that are named by id and label."""
        if field != "confused_with":
            return words
        named = [one.strip() for one in re.split(r"[;\n]", words) if one.strip()]
        return ", ".join(self._sent.code_id(one.split()[0]) or one for one in named)


def _removal(remark: ReviewComment) -> ReviewComment:
    return ReviewComment(
        code_id=remark.code_id,
        field=None,
        kind=ReviewKind.DELETE,
        text="",
        proposed="",
        reviewer=remark.reviewer,
        at=remark.at,
        anchor=f"removal {remark.code_id}",
    )


def _bare(words: str, code_id: str, field: str) -> str:
    """Return the words of a field alone, without what the document puts around them."""
    words = tidy(words)
    if field == "label":
        return words.removeprefix(code_id).strip()
    for placeholder in _NOT_WRITTEN:
        words = words.replace(placeholder, "").strip()
    return _plain(words, field)


def _plain(words: str, field: str) -> str:
    return words.strip(_QUOTATION_MARKS) if field == "cue" else words


def _comments(
    comments: Sequence[DocumentComment], subjects: Sequence[_Subject], sent: Sent
) -> tuple[list[ReviewComment], dict[str, str]]:
    """Return the comments, each followed by the replies to it, and the words they stand at."""
    remarks: list[ReviewComment] = []
    passages: dict[str, str] = {}
    about = {comment.id: _about(comment, subjects) for comment in comments}
    used: Counter[str] = Counter()
    for comment in _with_replies(comments):
        subject = about[comment.answers or comment.id]
        field = field_in(subject.field, sent.language) if subject.field else None
        # A comment on a heading is about the code, not about its name.
        field = None if subject.field == "label" else field
        anchor = f"comment {subject.code_id or '-'} {subject.field or '-'} {comment.date}".strip()
        used[anchor] += 1
        if used[anchor] > 1:
            anchor = f"{anchor} {used[anchor]}"
        if comment.passage:
            passages[anchor] = comment.passage
        remarks.append(
            ReviewComment(
                code_id=subject.code_id,
                field=field,
                kind=ReviewKind.COMMENT,
                text=comment.words,
                proposed="",
                reviewer=comment.author,
                at=moment(comment.date),
                anchor=anchor,
            )
        )
    return remarks, passages


def _about(comment: DocumentComment, subjects: Sequence[_Subject]) -> _Subject:
    known = comment.place is not None and comment.place < len(subjects)
    return subjects[comment.place] if known and comment.place is not None else _Subject()


def _with_replies(comments: Sequence[DocumentComment]) -> Iterator[DocumentComment]:
    ids = {comment.id for comment in comments}
    for comment in comments:
        if comment.answers in ids or not comment.words:
            continue
        yield comment
        yield from (one for one in comments if one.answers == comment.id and one.words)
