"""Studies as values, of any size and with any words, for laws about files."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from casestudy.domain.cases import Measure, TimePoint
from casestudy.domain.interchange import (
    CarriedCase,
    CarriedCoding,
    CarriedMemo,
    CarriedParticipant,
    CarriedRound,
    CarriedSegment,
    CarriedSource,
    CarriedSpeaker,
    Coder,
    Made,
    StudyContent,
)
from casestudy.domain.realist import (
    CMOC,
    CaseVerdict,
    CMOCElement,
    CMOCLink,
    ElementLink,
    Evidence,
    StrengthVerdict,
    Theory,
)
from casestudy.domain.text import canonical
from casestudy.domain.transcript import ParsedTurn
from casestudy.domain.vocabulary import (
    CHIME,
    Activation,
    ClaimStatus,
    CMOCLinkType,
    CMOCScope,
    CMOCStatus,
    ConsentScope,
    Coverage,
    ElementLinkType,
    ElementRole,
    Level,
    MeasureOrigin,
    MemoTarget,
    OutcomeKind,
    Replication,
    Role,
    RoundVisibility,
    SourceType,
    Stage,
    Stance,
    StrengthBand,
    TheoryOrigin,
    TheoryPhase,
    Valence,
    Verdict,
)

from .projects import ALPHABET, guid

WORDS = st.lists(ALPHABET, max_size=8).map("".join).map(canonical).map(str.strip)
#: Words over several lines, also such as look like a record's own.
PARAGRAPHS = st.one_of(
    WORDS,
    st.sampled_from(
        ["a\n\n  b", "— casestudy —", "x\n— casestudy —\nkind: cmoc", "stage: plan\n  plan", "–"]
    ),
)
SAID = PARAGRAPHS.filter(str.strip)
LINES = WORDS.map(lambda words: words.replace("\n", " ").strip()).filter(bool)
TIMES = st.datetimes(
    dt.datetime(2025, 1, 1),  # noqa: DTZ001 - drawn with a zone
    dt.datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


def texts(draw, *names):
    return {f"{name}_{tongue}": draw(PARAGRAPHS) for name in names for tongue in ("nb", "en")}


def some(draw, things):
    return draw(st.none() | st.sampled_from(things)) if things else None


@st.composite
def studies(draw, codebook):
    """Draw a study whose parts point at each other; the codebook is the same in all."""
    codes = [code.guid for code in codebook.assignable][:4]
    coders = tuple(Coder(id=guid("u", n), handle=f"h{n}", name=draw(LINES)) for n in range(2))
    cases = tuple(CarriedCase(id=guid("case", n), label="AB"[n]) for n in range(2))
    people = tuple(
        CarriedParticipant(
            id=guid("p", n),
            pseudonym=f"P{n}",
            case_id=draw(st.sampled_from(cases)).id,
            role=draw(st.sampled_from(Role)),
            scopes=tuple(sorted(draw(st.sets(st.sampled_from(ConsentScope), max_size=3)))),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    times = tuple(
        TimePoint(id=guid("t", n), label=f"T{n}", starts=draw(DAYS), ends=draw(DAYS), version=1)
        for n in range(draw(st.integers(0, 2)))
    )
    measures = tuple(
        Measure(
            id=guid("m", n),
            case_id=draw(st.sampled_from(cases)).id,
            name_nb=draw(SAID),
            name_en=draw(PARAGRAPHS),
            origin=some(draw, list(MeasureOrigin)),
            requested_vs_delivered=draw(PARAGRAPHS),
            stage=some(draw, list(Stage)),
            starts=draw(DAYS),
            ends=draw(DAYS),
            resource=draw(PARAGRAPHS),
            version=1,
        )
        for n in range(draw(st.integers(0, 2)))
    )
    rounds = tuple(
        CarriedRound(
            id=guid("r", n),
            name=draw(LINES),
            visibility=draw(st.sampled_from(RoundVisibility)),
            opened_at=draw(TIMES),
            closed_at=draw(st.none() | TIMES),
        )
        for n in range(draw(st.integers(0, 1)))
    )
    frame = {"coders": coders, "codes": codes, "measures": measures, "rounds": rounds}
    frame |= {"cases": cases, "people": people, "times": times}
    sources = tuple(draw(_sources(n, frame)) for n in range(draw(st.integers(0, 2))))
    theories, cmocs, links, made = draw(_theories(frame, sources))
    at_work = {coding.coder_id for source in sources for coding in source.codings}
    at_work |= {memo.author_id for source in sources for memo in source.memos}
    at_work |= {one.by for one in made.values()}
    return StudyContent(
        title=draw(LINES),
        coders=tuple(coder for coder in coders if coder.id in at_work),
        codebook=codebook,
        cases=cases,
        participants=people,
        time_points=times,
        measures=measures,
        rounds=rounds,
        sources=sources,
        theories=theories,
        cmocs=cmocs,
        cmoc_links=links,
        made=made,
    )


@st.composite
def _sources(draw, number, frame):
    pieces = draw(st.lists(ALPHABET, min_size=1, max_size=30).map("".join))
    text = canonical(pieces) + "ord"
    labels = ("I", "P1") if draw(st.booleans()) else ("",)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    turns = tuple(
        ParsedTurn(
            speaker=draw(st.sampled_from(labels)),
            start=start,
            end=end,
            seconds=draw(st.none() | st.floats(0, 1e5, allow_nan=False)),
        )
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)
    )
    spans = draw(
        st.sets(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4)
    )
    segments = tuple(
        CarriedSegment(
            id=guid("s", number, start, end),
            number=draw(st.none() | st.integers(1, 20000)),
            start=start,
            end=end,
        )
        for start, end in sorted(spans)
        if start < end
    )
    codings = []
    for segment in segments:
        for code in draw(st.lists(st.sampled_from(frame["codes"]), min_size=1, max_size=2)):
            measure, in_round = some(draw, frame["measures"]), some(draw, frame["rounds"])
            codings.append(
                CarriedCoding(
                    id=guid("c", segment.id, code, len(codings)),
                    segment_id=segment.id,
                    code=code,
                    coder_id=draw(st.sampled_from(frame["coders"])).id,
                    layer=draw(st.sampled_from(["coder", "consensus"])),
                    round_id=in_round.id if in_round else None,
                    valence=some(draw, list(Valence)),
                    level=some(draw, list(Level)),
                    stage=some(draw, list(Stage)),
                    claim_status=some(draw, list(ClaimStatus)),
                    measure_id=measure.id if measure else None,
                    created_at=draw(TIMES),
                )
            )
    codings.sort(key=lambda one: (one.created_at, one.id))
    source = guid("source", number)
    targets = [(MemoTarget.SOURCE, source), (MemoTarget.TURN, "1")]
    targets += [(MemoTarget.CODING, one.id) for one in codings]
    targets += [(MemoTarget.SEGMENT, one.id) for one in segments]
    memos = []
    for n in range(draw(st.integers(0, 3))):
        kind, target = draw(st.sampled_from(targets))
        in_round = some(draw, frame["rounds"])
        memos.append(
            CarriedMemo(
                id=guid("memo", number, n),
                target_kind=kind,
                target=target,
                author_id=draw(st.sampled_from(frame["coders"])).id,
                body=draw(SAID),
                round_id=in_round.id if in_round else None,
                created_at=draw(TIMES),
                edited_at=draw(st.none() | TIMES),
            )
        )
    memos.sort(key=lambda one: (one.created_at, one.id))
    case, time, person = (some(draw, frame[name]) for name in ("cases", "times", "people"))
    return CarriedSource(
        id=source,
        number=draw(st.none() | st.integers(1, 999)),
        title=draw(LINES),
        text=text,
        type=draw(st.none() | st.sampled_from(SourceType)),
        case_id=case.id if case else None,
        time_point_id=time.id if time else None,
        date=draw(DAYS),
        language=draw(st.sampled_from(["nb", "en"])),
        peer_interviewer=draw(st.booleans()),
        file_sha256=draw(st.none() | st.just("a" * 64)),
        file_format=draw(st.sampled_from(["docx", "qdpx"])),
        speakers=tuple(
            CarriedSpeaker(
                label=label,
                is_interviewer=label == "I",
                participant_id=person.id if person and label == "P1" else None,
            )
            for label in labels
            if label
        ),
        turns=turns,
        segments=segments,
        codings=tuple(codings),
        memos=tuple(memos),
    )


@st.composite
def _theories(draw, frame, sources):
    made = {}
    theories = tuple(
        Theory(
            id=guid("theory", n),
            number=n + 1,
            origin=draw(st.sampled_from(TheoryOrigin)),
            version_id=guid("theory version", n),
            version_number=1,
            phase=draw(st.sampled_from(TheoryPhase)),
            why_changed="",
            created_at=draw(TIMES),
            **texts(draw, "title", "if", "then", "because"),
        )
        for n in range(draw(st.integers(0, 1)))
    )
    for theory in theories:
        made[theory.id] = Made(by=draw(st.sampled_from(frame["coders"])).id, at=theory.created_at)
    segments = [segment for source in sources for segment in source.segments]
    cmocs = tuple(
        draw(_cmoc(n, frame, theories, segments, made)) for n in range(draw(st.integers(0, 2)))
    )
    links = tuple(
        CMOCLink(
            id=guid("link", n),
            from_cmoc_id=draw(st.sampled_from(cmocs)).id,
            to_cmoc_id=draw(st.sampled_from(cmocs)).id,
            type=draw(st.sampled_from(CMOCLinkType)),
            note=draw(PARAGRAPHS),
            version=1,
        )
        for n in range(draw(st.integers(0, 1)) if cmocs else 0)
    )
    return theories, cmocs, links, made


@st.composite
def _cmoc(draw, number, frame, theories, segments, made):
    version = guid("version", number)
    elements = tuple(
        CMOCElement(
            id=guid("element", number, n),
            cmoc_version_id=version,
            position=n,
            role=draw(st.sampled_from(ElementRole)),
            level=some(draw, list(Level)),
            activation=some(draw, list(Activation)),
            outcome_kind=some(draw, list(OutcomeKind)),
            codes=tuple(draw(st.lists(st.sampled_from(["CH.H.1", "DET"]), max_size=2))),
            **texts(draw, "text", "circumstances"),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    links = ()
    if len(elements) > 1:
        links = (
            ElementLink(
                id=guid("element link", number),
                from_element_id=elements[0].id,
                to_element_id=elements[1].id,
                type=draw(st.sampled_from(ElementLinkType)),
            ),
        )
    targets = [("version", version)]
    targets += [("element", one.id) for one in elements] + [("link", one.id) for one in links]
    coder = draw(st.sampled_from(frame["coders"])).id
    evidence = []
    for n in range(draw(st.integers(0, 2))):
        segment = some(draw, segments)
        kind, target = draw(st.sampled_from(targets))
        evidence.append(
            Evidence(
                id=guid("evidence", number, n),
                target_kind=kind,
                target_id=target,
                cmoc_version_id=version,
                segment_id=segment.id if segment else None,
                quant_finding_id=None,
                literature="" if segment else draw(SAID),
                stance=draw(st.sampled_from(Stance)),
                coverage=draw(st.sampled_from(Coverage)),
                claim_status=some(draw, list(ClaimStatus)),
                note=draw(PARAGRAPHS),
                answered=draw(st.booleans()),
                added_at=draw(TIMES),
                version=1,
            )
        )
        made[evidence[-1].id] = Made(by=coder, at=evidence[-1].added_at)
    verdicts = tuple(
        CaseVerdict(
            id=guid("verdict", number, case.id),
            cmoc_version_id=version,
            case_id=case.id,
            verdict=draw(st.sampled_from(Verdict)),
            replication=draw(st.sampled_from(Replication)),
            reason=draw(PARAGRAPHS),
            version=1,
        )
        for case in frame["cases"][: draw(st.integers(0, 2))]
    )
    made |= {one.id: Made(by=coder) for one in verdicts}
    strength = None
    if draw(st.booleans()):
        strength = StrengthVerdict(
            id=guid("strength", number),
            cmoc_version_id=version,
            band=draw(st.sampled_from(StrengthBand)),
            date=dt.date(2026, 1, 2),
            version=1,
            **texts(draw, "reason"),
        )
        made[strength.id] = Made(by=coder)
    key = guid("cmoc", number)
    made[key] = Made(by=coder, at=draw(TIMES))
    case, theory = some(draw, frame["cases"]), some(draw, theories)
    measure = some(draw, frame["measures"])
    return CMOC(
        id=key,
        number=number + 1,
        theory_id=theory.id if theory else None,
        scope=draw(st.sampled_from(CMOCScope)),
        case_id=case.id if case else None,
        version_id=version,
        version_number=1,
        status=draw(st.sampled_from(CMOCStatus)),
        chime=tuple(draw(st.lists(st.sampled_from(CHIME), unique=True, max_size=3))),
        measure_id=measure.id if measure else None,
        why_changed="",
        elements=elements,
        links=links,
        evidence=tuple(sorted(evidence, key=lambda one: (one.added_at, one.id))),
        verdicts=verdicts,
        strength=strength,
        **texts(draw, "title", "statement", "for_whom", "rival", "uncertainty", "dissent"),
    )
