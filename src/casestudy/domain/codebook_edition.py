"""A codebook as it is put before readers, and the bundle that goes to a reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casestudy.domain.codebook import Code, Codebook
from casestudy.domain.codebook_diff import CodebookDiff
from casestudy.domain.matrix import Stamp
from casestudy.domain.review import ReviewItem
from casestudy.domain.vocabulary import CodeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUse:
    """How often a code itself was applied, in how many sources, by how many coders."""

    codings: int
    sources: int
    coders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookEdition:
    """A codebook in one language, with what the study knows of its codes.

    ``uses`` lacks codes that were never applied; None where nothing is counted. ``examples`` are
    wordings that were released for these readers, by code id; the invented cue stands in for
    codes without. ``for_review`` asks the reader for remarks.
    """

    codebook: Codebook
    stamp: Stamp
    language: str
    uses: Mapping[str, CodeUse] | None = None
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    for_review: bool = False

    @property
    def current(self) -> tuple[Code, ...]:
        """The codes and branches that are not retired, in the order of the tree."""
        book = self.codebook
        line = [code for root in book.roots for code in book.descendants(root.id)]
        return tuple(code for code in line if code.status is not CodeStatus.RETIRED)

    @property
    def retired(self) -> tuple[Code, ...]:
        """The codes that are no longer applied."""
        return tuple(code for code in self.codebook.codes if code.status is CodeStatus.RETIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleContents:
    """All that goes to a reviewer in one round.

    ``diff`` is the difference from the release they saw last, None in the first round;
    ``answers`` are the remarks of the round before, with what became of them. ``qdc`` is the same
    codebook for other programs; None where there is no such file.
    """

    edition: CodebookEdition
    qdc: bytes | None = None
    diff: CodebookDiff | None = None
    answers: tuple[ReviewItem, ...] = ()
