"""What both readers of returned files gather, and what they match it with."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from casestudy.domain import review_form
from casestudy.domain.review_return import ReviewNotice, ReviewNoticeKind, ReviewReturn
from casestudy.domain.text import canonical
from casestudy.domain.vocabulary import CodeStatus
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.review import ReviewComment

_DEFAULT_LANGUAGE = "en"


class Notices:
    """What is to be told of a file: one notice per kind, with all its places in order."""

    def __init__(self) -> None:
        self._places: dict[ReviewNoticeKind, dict[str, None]] = {}
        self._counts: dict[ReviewNoticeKind, int] = {}

    def add(self, kind: ReviewNoticeKind, *places: str, count: int = 0) -> None:
        """Note something: at places, or ``count`` times where it has none."""
        self._places.setdefault(kind, {}).update(dict.fromkeys(places))
        self._counts[kind] = self._counts.get(kind, 0) + count

    def all(self) -> tuple[ReviewNotice, ...]:
        """Return the notices in the order of their kinds."""
        return tuple(
            ReviewNotice(
                kind=kind,
                count=self._counts[kind] or len(self._places[kind]) or 1,
                places=tuple(self._places[kind]),
            )
            for kind in ReviewNoticeKind
            if kind in self._places
        )


class Sent:
    """What went out: the release that a file says it was made from, and its language."""

    def __init__(
        self, properties: dict[str, str], releases: Sequence[Codebook], notices: Notices
    ) -> None:
        self.release = properties.get(review_form.RELEASE, "").strip()
        self.language = properties.get(review_form.LANGUAGE, _DEFAULT_LANGUAGE)
        if self.language not in LANGUAGES:
            self.language = _DEFAULT_LANGUAGE
        newest = releases[-1]
        known = {book.release: book for book in releases}
        self.is_known = self.release in known
        self.book = known.get(self.release, newest)
        name = properties.get(review_form.BOOK, newest.name)
        if not self.is_known:
            notices.add(ReviewNoticeKind.UNKNOWN_RELEASE)
        elif self.release != newest.release:
            notices.add(ReviewNoticeKind.OTHER_RELEASE, self.release)
        if name not in {book.name for book in releases}:
            notices.add(ReviewNoticeKind.OTHER_CODEBOOK, name)
        self.codes = {code.id: code for book in (*releases, self.book) for code in book.codes}
        self._by_folded = {_folded(code_id): code_id for code_id in self.codes}

    @property
    def current(self) -> tuple[Code, ...]:
        """The codes that stood in the file when it was sent."""
        return tuple(code for code in self.book.codes if code.status is not CodeStatus.RETIRED)

    def code_id(self, words: str) -> str | None:
        """Return the id that words are meant for, whatever their case and blanks."""
        return self._by_folded.get(_folded(words))

    def words(self, code_id: str) -> dict[str, str] | None:
        """Return what the file showed of a code, None where that is not known for certain."""
        if not self.is_known or code_id not in {code.id for code in self.book.codes}:
            return None
        return review_form.shown_words(self.book.code(code_id), self.book, self.language)


def same_words(first: str, second: str) -> bool:
    """Tell whether two texts differ in nothing but blanks."""
    return tidy(first) == tidy(second)


def tidy(words: str) -> str:
    """Return words without doubled or outer blanks, lines kept."""
    lines = (" ".join(line.split()) for line in canonical(words).split("\n"))
    return "\n".join(lines).strip()


def moment(told: str) -> dt.datetime | None:
    """Return a time as a file tells it; one without a zone is taken as UTC."""
    try:
        found = dt.datetime.fromisoformat(told.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def returned(
    comments: Iterable[ReviewComment],
    notices: Notices,
    sent: Sent,
    *,
    reviewer: str,
    passages: dict[str, str] | None = None,
) -> ReviewReturn:
    """Return what was read, with a notice where that is nothing."""
    comments = tuple(comments)
    if not comments:
        notices.add(ReviewNoticeKind.NOTHING_FILLED_IN)
    return ReviewReturn(
        comments=comments,
        notices=notices.all(),
        release=sent.release,
        reviewer=reviewer,
        passages=passages or {},
    )


def _folded(words: str) -> str:
    return re.sub(r"\s", "", canonical(words)).casefold()
