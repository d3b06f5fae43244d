"""A small study with one of everything that travels, and every trap of text and names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casestudy.domain.codebook_edits import Add
from casestudy.domain.vocabulary import (
    ClaimStatus,
    CMOCLinkType,
    CMOCScope,
    Coverage,
    ElementLinkType,
    MeasureOrigin,
    RoundVisibility,
    Stance,
    StrengthBand,
    TheoryOrigin,
    Verdict,
)
from tests.build import add_case, add_person, add_source, build_study

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from casestudy.study import Study

TALK = (
    ("I", "Hva betyr kafégruppa for deg?"),
    ("P01", "Æ går på kafé 😀 hver dag. Det e itj sikkert at æ tør."),
    ("I", "Kan du si mer?"),
    ("P01", "Så møtte jeg 👩‍👩‍👧 naboen; q\u0323\u0307 er en bokstav, 🏳️‍🌈 er ett tegn."),
)


def place(study: Study, source_id: str, words: str) -> tuple[int, int]:
    """Return where words stand in a source."""
    start = study.sources.transcript(source_id).text.index(words)
    return start, start + len(words)


def whole_study(engine: Engine) -> Study:
    """Make the study; its leader is mona, its coders ingrid and jonas."""
    study = build_study(engine)
    book = study.codebook.current()
    first, second = (branch for branch in book.roots if branch.id in {"CH", "DET"})
    for branch in (first, second):
        study.codebook.edit(
            Add(
                parent=branch.id,
                words={"label.nb": "Støtte / hjelp", "label.en": "Support / help"},
            )
        )
    case, other = add_case(study), add_case(study, "B")
    person = add_person(study, "P01", case)
    study.cases.add_time_point("T0", starts=dt.date(2026, 1, 5), ends=dt.date(2026, 2, 1))
    measure = study.cases.add_measure(
        "Kafé på torsdag", case_id=case, name_en="Thursday café", origin=MeasureOrigin.USER
    )
    source = add_source(study, case, TALK, people={"P01": person})
    notes = add_source(study, other, (("", "Det er stille. Noen ler 😀."),), name="B-obs")
    record = study.sources.get(source)
    study.sources.change(record, date=dt.date(2026, 1, 20))
    _code(study, source, notes, measure)
    _theorise(study, source, notes, case, other, measure)
    return study


def codes_named(study: Study, label: str) -> list[str]:
    """Return the ids of the codes with a Norwegian name."""
    return [code.id for code in study.codebook.current().codes if code.label.nb == label]


def _code(study: Study, source: str, notes: str, measure: str) -> None:
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    alike = codes_named(study, "Støtte / hjelp")
    study.members.open_round("Runde 1", visibility=RoundVisibility.OPEN)
    (one,) = study.members.rounds()
    study.members.assign(jonas.member.id, [source], round_id=one.id)
    for member, words, code, said in (
        (ingrid, "går på kafé 😀", alike[0], {}),
        (ingrid, "kafé 😀 hver dag.", alike[1], {"valence": 1, "level": "service"}),
        (jonas, "kafé 😀 hver dag.", alike[1], {"valence": -2, "measure_id": measure}),
        (jonas, "😀", "CH.H.1", {}),
        (ingrid, "👩‍👩‍👧 naboen; q\u0323\u0307", "CH.C.1", {}),
        (jonas, "🏳️‍🌈", "CH.C.1", {}),
    ):
        start, end = place(study, source, words)
        member.coding.apply(source, start, end, code=code, **said)
    (coding, *_) = ingrid.coding.of_source(source)
    jonas.coding.comment(coding.id, "Er det håp?\nJeg er usikker 😀.")
    ingrid.memos.on_segment(source, *place(study, source, "æ tør"), "Trøndersk.")
    memo = ingrid.memos.on_turn(source, 2, "Først nå.")
    ingrid.memos.edit(memo, "Først nå sier hen det.")
    jonas.memos.on_source(notes, "— casestudy —\nkind: theory")


def _theorise(study: Study, source: str, notes: str, case: str, other: str, measure: str) -> None:
    theory = study.realist.add_theory(
        origin=TheoryOrigin.TEAM, title_nb="Kafé", if_nb="det er kafé", then_nb="kommer folk"
    )
    made = study.realist.add_cmoc(
        theory_id=theory,
        scope=CMOCScope.CASE,
        case_id=case,
        chime=("hope",),
        measure_id=measure,
        elements=(
            {"role": "context", "text_nb": "Folk er alene", "level": "service"},
            {"role": "reasoning", "text_nb": "Jeg tør\nnå", "codes": ["CH.H.1"]},
            {"role": "outcome", "text_nb": "De kommer", "outcome_kind": "intended"},
        ),
        links=((0, 1, ElementLinkType.TRIGGERS), (1, 2, ElementLinkType.PRODUCES)),
        title_nb="Den åpne døra",
        statement_nb="Hvis døra er åpen, kommer folk, fordi ingen spør.",
    )
    loose = study.realist.add_cmoc(theory_id=None, scope=CMOCScope.CROSS_CASE, title_nb="Løs")
    study.realist.link_cmocs(made["id"], loose["id"], type=CMOCLinkType.RIPPLE, note="Etterpå.")
    version, elements = made["version_id"], made["element_ids"]
    (cmoc, _) = study.realist.cmocs()
    start, end = place(study, source, "Det e itj sikkert")
    for words in (
        {"place": (source, start, end), "stance": Stance.REFUTES, "element_id": elements[1]},
        {"place": (notes, 0, 14), "stance": Stance.SUPPORTS, "claim_status": ClaimStatus.OBSERVED},
        {
            "literature": "Leamy 2011",
            "stance": Stance.QUALIFIES,
            "link_id": cmoc.links[0].id,
            "coverage": Coverage.DYAD,
            "note": "Bare\nfor noen.",
            "answered": True,
        },
    ):
        study.realist.add_evidence(version, **words)
    study.realist.set_case_verdict(version, case, Verdict.MIXED, reason="Både og.")
    study.realist.set_case_verdict(version, other, Verdict.NOT_ASKED, reason="")
    study.realist.set_strength(
        version, StrengthBand.SUPPORTED, reason_nb="To kilder.", date=dt.date(2026, 3, 1)
    )
