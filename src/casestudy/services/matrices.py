"""The matrix «what works, for whom, in which circumstances», assembled for an audience."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from casestudy.analysis.strength import default_band, strength_profile
from casestudy.analysis.voices import voices_frame
from casestudy.domain.cases import Case, Measure
from casestudy.domain.dialogue import QuoteRelease, Recommendation
from casestudy.domain.matrix import CaseCell, CMOMatrix, MatrixRow, Part, Quote
from casestudy.domain.permissions import Verb, require
from casestudy.domain.realist import Theory
from casestudy.domain.vocabulary import Audience, Role, Stance, Verdict
from casestudy.services.stamps import stamp
from casestudy.store import realist
from casestudy.store.codebook import working_codebook
from casestudy.store.frames import turns_frame
from casestudy.store.quotes import visible_releases, words_of
from casestudy.store.tables import CASE, MEASURE, RECOMMENDATION

if TYPE_CHECKING:
    from casestudy.domain.realist import CMOC
    from casestudy.services.session import Session
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility

_EVIDENCE_COLUMNS = (
    *("evidence_id", "cmoc_version_id", "stance", "coverage", "claim_status", "answered"),
    *("segment_id", "segment", "source_id", "start", "end", "type", "case_id"),
)


@dataclass(frozen=True, slots=True)
class _Material:
    """What all rows of one matrix are made from."""

    language: str
    cases: list[Case]
    theories: dict[str, Theory]
    measures: dict[str, Measure]
    recommendations: list[Recommendation]
    evidence: pd.DataFrame
    voices: pd.DataFrame
    quotes: dict[str, tuple[QuoteRelease, str]]


class Matrices:
    """Matrices with released quotes only; what is withheld is counted, never shown."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def cmo(self, *, language: str = "nb", audience: Audience = Audience.TEAM) -> CMOMatrix:
        """Return the matrix in ``language`` for ``audience``.

        Raises:
            NotPermittedError: The member may not see theories.
        """
        with self._session.read(Verb.SEE_THEORIES) as (reader, visible):
            cmocs = realist.cmocs(reader, visible)
            material = _gather(reader, visible, language, audience)
            release = working_codebook(reader, visible).release
            mark = stamp(reader, release, language=language, n=len(cmocs), filters=audience.value)
        rows = tuple(_row(cmoc, material) for cmoc in cmocs)
        return CMOMatrix(
            language=language,
            audience=audience,
            case_labels=tuple(case.label for case in material.cases),
            rows=rows,
            withheld=sum(row.quotes_withheld for row in rows),
            stamp=mark,
        )

    def evidence(self, cmoc_version_id: str, *, element_id: str | None = None) -> pd.DataFrame:
        """Return the evidence behind a configuration or one element, with words and source.

        Raises:
            NotPermittedError: The member may not read transcripts.
        """
        require(self._session.member, Verb.READ_TEXT)
        with self._session.read(Verb.SEE_THEORIES) as (reader, visible):
            return realist.evidence_frame(reader, visible, cmoc_version_id, element_id=element_id)


def _gather(reader: Reader, visible: Visibility, language: str, audience: Audience) -> _Material:
    places = pd.DataFrame(
        realist.evidence_places(reader, visible), columns=list(_EVIDENCE_COLUMNS)
    )
    spans = places.rename(columns={"evidence_id": "coding_id"})
    voices = voices_frame(spans, turns_frame(reader, places["source_id"].unique()))
    releases = visible_releases(reader, visible, audience=audience)
    return _Material(
        language=language,
        cases=reader.values(Case, CASE, order="position label"),
        theories={theory.id: theory for theory in realist.theories(reader)},
        measures={measure.id: measure for measure in reader.values(Measure, MEASURE)},
        recommendations=reader.values(Recommendation, RECOMMENDATION, order="number"),
        evidence=places,
        voices=voices.rename(columns={"coding_id": "evidence_id"}),
        quotes={
            release.segment_id: (release, words_of(reader, visible, release))
            for release in releases
            if release.approved_by is not None
        },
    )


def _row(cmoc: CMOC, material: _Material) -> MatrixRow:
    language = material.language
    mine = material.evidence[material.evidence["cmoc_version_id"] == cmoc.version_id]
    voices = material.voices[material.voices["evidence_id"].isin(mine["evidence_id"])]
    profile = strength_profile(mine, voices)
    quotes = _quotes(mine, material)
    theory = material.theories.get(cmoc.theory_id or "")
    measure = material.measures.get(cmoc.measure_id or "")
    return MatrixRow(
        cmoc_id=cmoc.id,
        cmoc_version_id=cmoc.version_id,
        number=f"CMOC-{cmoc.number:02}",
        version=cmoc.version_number,
        theory_number=f"PT{theory.number}" if theory else "",
        theory_title=_said(theory, "title", language) if theory else "",
        title=_said(cmoc, "title", language),
        statement=_said(cmoc, "statement", language),
        measure=_said(measure, "name", language) if measure else "",
        for_whom=_said(cmoc, "for_whom", language),
        parts=_parts(cmoc, quotes, language),
        chime=cmoc.chime,
        rival=_said(cmoc, "rival", language),
        cases=_cases(cmoc, material.cases),
        profile=profile,
        band=cmoc.strength.band if cmoc.strength else default_band(profile),
        strength_reason=_said(cmoc.strength, "reason", language) if cmoc.strength else "",
        quotes=quotes,
        quotes_withheld=mine["segment_id"].nunique() - len(quotes),
        dissent=_said(cmoc, "dissent", language),
        uncertainty=_said(cmoc, "uncertainty", language),
        recommendations=tuple(
            _said(recommendation, "text", language)
            for recommendation in material.recommendations
            if cmoc.id in recommendation.cmoc_ids
        ),
        status=cmoc.status,
    )


def _parts(cmoc: CMOC, quotes: tuple[Quote, ...], language: str) -> tuple[Part, ...]:
    behind: dict[str, set[str | None]] = defaultdict(set)
    for item in cmoc.evidence:
        behind[item.target_id].add(item.segment_id)
    return tuple(
        Part(
            element_id=element.id,
            role=element.role,
            text=_said(element, "text", language),
            level=element.level,
            circumstances=_said(element, "circumstances", language),
            activation=element.activation,
            outcome_kind=element.outcome_kind,
            assumed=element.id not in behind,
            quotes=tuple(
                quote.number for quote in quotes if quote.segment_id in behind.get(element.id, ())
            ),
        )
        for element in cmoc.elements
    )


def _cases(cmoc: CMOC, cases: list[Case]) -> tuple[CaseCell, ...]:
    given = {verdict.case_id: verdict for verdict in cmoc.verdicts}
    return tuple(
        CaseCell(
            case_label=case.label,
            verdict=given[case.id].verdict if case.id in given else Verdict.NOT_ASKED,
            reason=given[case.id].reason if case.id in given else "",
        )
        for case in cases
    )


def _quotes(evidence: pd.DataFrame, material: _Material) -> tuple[Quote, ...]:
    labels = {case.id: case.label for case in material.cases}
    speakers: dict[str, set[str]] = defaultdict(set)
    for voice in material.voices.itertuples():
        speakers[str(voice.evidence_id)].add(str(voice.role))
    found = []
    seen: set[str] = set()
    for item in evidence.to_dict("records"):
        segment_id = str(item["segment_id"])
        if segment_id in seen or segment_id not in material.quotes:
            continue
        seen.add(segment_id)
        release, words = material.quotes[segment_id]
        roles = speakers[str(item["evidence_id"])]
        english = material.language == "en"
        found.append(
            Quote(
                number=f"S-{item['segment']:04}",
                text=release.text_en if english and release.text_en else words,
                wording=release.wording,
                stance=Stance(item["stance"]),
                speaker=Role(roles.pop()) if len(roles) == 1 else None,
                case_label=labels.get(str(item["case_id"])),
                segment_id=segment_id,
                translated=english and bool(release.text_en),
            )
        )
    return tuple(sorted(found, key=lambda quote: (quote.stance is Stance.REFUTES, quote.number)))


def _said(value: Any, name: str, language: str) -> str:
    """Return a bilingual field; English falls back on Norwegian, marked by the reader's eye."""
    words = getattr(value, f"{name}_{language}")
    return str(words or getattr(value, f"{name}_nb"))
