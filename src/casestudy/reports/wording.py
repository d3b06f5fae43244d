"""The sentences and signs that every form of a matrix shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import QuoteWording, Stance, StrengthBand, Verdict
from casestudy.texts import text
from casestudy.texts.labels import capital, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.matrix import CMOMatrix, MatrixRow, Profile, Quote, Stamp

#: A sign beside each word, so that colour is never needed to tell them apart.
VERDICT_SIGNS = {
    Verdict.SUPPORTS: "✓",
    Verdict.REFUTES: "✗",
    Verdict.MIXED: "±",
    Verdict.ASKED_NOTHING_FOUND: "○",
    Verdict.NOT_ASKED: "–",
    Verdict.NOT_RELEVANT: "⊘",
}
STANCE_SIGNS = {
    Stance.SUPPORTS: "✓",
    Stance.REFUTES: "✗",
    Stance.QUALIFIES: "±",
    Stance.COUNTERFACTUAL: "↔",
}
BAND_SIGNS = {
    StrengthBand.SUGGESTED: "●○○",
    StrengthBand.SUPPORTED: "●●○",
    StrengthBand.WELL_SUPPORTED: "●●●",
    None: "○○○",
}
#: Beyond this many cases, verdicts are counted, and each case stands in an appendix.
MOST_CASES_SIDE_BY_SIDE = 6


def verdict_words(verdict: Verdict, language: str) -> str:
    """Return sign and word: ``"✓ støtter"``."""
    return f"{VERDICT_SIGNS[verdict]} {label(verdict, language)}"


def band_name(band: StrengthBand | None, language: str) -> str:
    """Return the word for a strength band, or that it is not judged."""
    return text("matrix.band.none", language) if band is None else label(band, language)


def verdict_counts(row: MatrixRow, language: str) -> list[tuple[Verdict, str]]:
    """Return how many cases give each verdict, in words, for the verdicts that are given."""
    given = [cell.verdict for cell in row.cases]
    return [
        (
            verdict,
            text(
                "matrix.verdict_count",
                language,
                verdict=label(verdict, language),
                count=given.count(verdict),
            ),
        )
        for verdict in Verdict
        if verdict in given
    ]


def profile_sentences(profile: Profile, language: str) -> list[str]:
    """Say in words what a statement rests on, and what speaks against it."""
    if not profile.evidence:
        return [text("matrix.profile.nothing", language), _against(profile, language)]
    return [
        text(
            "matrix.profile.rests_on",
            language,
            count=profile.evidence,
            participants=_counted("matrix.profile.participants", profile.participants, language),
            cases=_counted("matrix.profile.cases", profile.cases, language),
        ),
        *(
            text(key, language, count=count, evidence=profile.evidence)
            for key, count in (
                ("matrix.profile.first_hand", profile.first_hand),
                ("matrix.profile.full", profile.full),
            )
        ),
        _against(profile, language),
    ]


def _against(profile: Profile, language: str) -> str:
    if not profile.refuting:
        return text("matrix.profile.no_refuting", language)
    refuting = _counted("matrix.profile.refuting", profile.refuting, language)
    if not profile.unanswered:
        return text("matrix.profile.answers.all", language, refuting=refuting)
    if profile.unanswered == profile.refuting:
        return text("matrix.profile.answers.none", language, refuting=refuting)
    return text(
        "matrix.profile.answers.some", language, refuting=refuting, count=profile.unanswered
    )


def _counted(key: str, count: int, language: str) -> str:
    return text(key, language, count=count)


def quote_words(quote: Quote, language: str) -> str:
    """Return the released wording in quotation marks, unless it is only retold."""
    if quote.wording is QuoteWording.PARAPHRASED:
        return quote.text
    return text("matrix.quoted", language, text=quote.text)


def quote_marks(quote: Quote, language: str) -> list[str]:
    """Return what a reader must know of a quote: who, where, how worded, what it does."""
    speaker = [label(quote.speaker, language)] if quote.speaker else []
    case = [case_name(quote.case_label, language)] if quote.case_label else []
    translated = [text("matrix.mark.translated", language)] if quote.translated else []
    stance = f"{STANCE_SIGNS[quote.stance]} {label(quote.stance, language)}"
    return [stance, *speaker, *case, label(quote.wording, language), *translated]


def for_and_against(quotes: Sequence[Quote]) -> tuple[list[Quote], list[Quote]]:
    """Part quotes into those that speak for a statement, and those against or qualifying it."""
    against = (Stance.REFUTES, Stance.QUALIFIES)
    return (
        [quote for quote in quotes if quote.stance not in against],
        [quote for quote in quotes if quote.stance in against],
    )


def withheld_words(count: int, language: str) -> str:
    """Say how many places in the material are withheld."""
    if not count:
        return text("matrix.withheld.none", language)
    return text("matrix.withheld", language, count=count)


def case_name(case_label: str, language: str) -> str:
    """Return the name of a case as it leaves the study."""
    return text("matrix.case", language, label=case_label)


def row_number(row: MatrixRow, language: str) -> str:
    """Return id and version of a configuration."""
    return text("matrix.number", language, number=row.number, version=row.version)


def theory_name(row: MatrixRow, language: str) -> str:
    """Return number and title of the programme theory a configuration belongs to."""
    if not row.theory_number:
        return text("matrix.no_theory", language)
    return text("matrix.theory", language, number=row.theory_number, title=row.theory_title)


def by_theory(matrix: CMOMatrix) -> list[tuple[str, list[MatrixRow]]]:
    """Group the rows by programme theory, in the order in which theories first occur."""
    groups: dict[str, list[MatrixRow]] = {}
    for row in matrix.rows:
        groups.setdefault(theory_name(row, matrix.language), []).append(row)
    return list(groups.items())


def audience_words(matrix: CMOMatrix) -> str:
    """Say who the matrix is for."""
    audience = label(matrix.audience, matrix.language)
    return text("matrix.for_audience", matrix.language, audience=audience)


def date_words(stamp: Stamp, language: str) -> str:
    """Return the stamp's date as it is written in ``language``."""
    day = stamp.date
    return text("matrix.date", language, day=day.day, month=day.month, year=day.year)


def stamp_words(stamp: Stamp, language: str) -> str:
    """Return study, codebook release, data version and date on one line."""
    return text(
        "matrix.stamp",
        language,
        study=stamp.study,
        release=stamp.codebook_release,
        version=stamp.data_version,
        date=date_words(stamp, language),
    )


def legend(matrix: CMOMatrix) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what the signs and words mean: groups of (sign and word, explanation)."""
    language = matrix.language
    bands: list[StrengthBand | None] = [None, *StrengthBand]
    groups = [
        (
            text("matrix.legend.verdicts", language),
            [
                (verdict_words(verdict, language), text(f"matrix.verdict.{verdict}", language))
                for verdict in Verdict
            ],
        ),
        (
            text("matrix.legend.bands", language),
            [
                (
                    f"{BAND_SIGNS[band]} {band_name(band, language)}",
                    text(f"matrix.band.{band or 'none_explained'}", language),
                )
                for band in bands
            ],
        ),
        (
            text("matrix.legend.quotes", language),
            [
                *(
                    (
                        f"{STANCE_SIGNS[stance]} {label(stance, language)}",
                        text(f"matrix.stance.{stance}", language),
                    )
                    for stance in Stance
                ),
                *(
                    (label(wording, language), text(f"matrix.wording.{wording}", language))
                    for wording in QuoteWording
                ),
            ],
        ),
        (
            text("matrix.legend.marks", language),
            [
                (text("matrix.mark.assumed", language), text("matrix.legend.assumed", language)),
                (text("matrix.legend.id", language), text("matrix.legend.key", language)),
                (
                    text("matrix.legend.unnamed", language),
                    text("matrix.legend.left_out", language),
                ),
            ],
        ),
    ]
    return [
        (title, [(capital(word), said) for word, said in entries]) for title, entries in groups
    ]


def notes(matrix: CMOMatrix) -> list[str]:
    """Return what a reader must know beside the legend."""
    language = matrix.language
    return [
        *([text("matrix.demo_explained", language)] if matrix.stamp.is_demo else []),
        withheld_words(matrix.withheld, language),
    ]
