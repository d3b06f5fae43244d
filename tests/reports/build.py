"""Synthetic matrices: twelve long rows, three or eight cases, every verdict and stance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casestudy.domain.matrix import (
    CaseCell,
    CMOMatrix,
    CodeCaseCell,
    CodeCaseMatrix,
    MatrixRow,
    Part,
    Profile,
    Quote,
    Stamp,
)
from casestudy.domain.vocabulary import (
    CHIME,
    Activation,
    Audience,
    CMOCStatus,
    ElementRole,
    Level,
    OutcomeKind,
    QuoteWording,
    Role,
    SourceType,
    Stance,
    StrengthBand,
    Verdict,
)

SEGMENT_ID = "5e6b1a4e-segment-id-never-printed"

THEORIES = {
    "nb": (
        "Gruppe med likepersoner der ingenting skrives ned",
        "Tiltak som formes sammen",
        "Grunner til grenser forklares",
    ),
    "en": (
        "A group with peers where nothing is written down",
        "Measures shaped together",
        "Reasons for limits explained",
    ),
}
STATEMENTS = {
    "nb": (
        "Hvis folk får møtes fast i en gruppe der ingenting skrives ned, snakker de friere fordi det føles trygt, og samholdet vokser.",
        "Hvis personalet går ut etter kaffen, tør flere å si det de mener, fordi ingen vurderer dem mens de snakker.",
        "Hvis brukere og ansatte lager ukeplanen sammen, kjenner de den som sin, og praksis flytter seg.",
        "Hvis grunnen til en grense forklares før den settes, forstår folk den, og de opplever seg mer involvert uten å bli mindre trygge.",
    ),
    "en": (
        "If people get a regular group where nothing is written down, they speak more freely because it feels safe, and fellowship grows.",
        "If staff leave after the coffee, more people dare to say what they mean, because nobody assesses them while they speak.",
        "If users and staff make the weekly plan together, they feel that it is theirs, and practice shifts.",
        "If the reason for a limit is explained before it is set, people understand it and feel more involved without feeling less safe.",
    ),
}
WORDS = {
    "nb": {
        "title": "Åpen prat på torsdager",
        "measure": "Samtalegruppe hver torsdag",
        "for_whom": "Folk som har vært med en stund; ikke de som nettopp er kommet til",
        "system": "Journalplikten gjelder ikke møteplasser uten vedtak",
        "service": "Liten tjeneste der alle kjenner hverandre, og der lederen har sagt at ingenting skal føres",
        "user": "Har erfart at noe de sa, ble brukt mot dem senere",
        "circumstances": "først etter noen måneder",
        "loose": "Rommet ligger i kjelleren, uten vinduer mot gata",
        "resource": "Et fast rom, en fast time og en avtale om at det som sies, blir der",
        "reasoning": "«Dette kan jeg si her»: folk slutter å veie ordene sine",
        "outcome": "Flere forteller om det som er vanskelig, og følger hverandre hjem etterpå",
        "unintended": "De stille faller ut når de snakkesalige tar plass",
        "unchanged": "Tryggheten på kveldstid er som før",
        "rival": "Det kan være at de som kommer, kjente hverandre godt fra før. Da er det vennskapet, og ikke avtalen om taushet, som gjør at de snakker.",
        "reason": "To caser viser det samme på hver sin måte, men vi har hørt få som sluttet å komme.",
        "dissent": "Ansatte mener gruppa burde ha en leder. Brukere mener det motsatte.",
        "uncertainty": "Hva med dem som aldri kom tilbake? Vi ber møtet si hvem vi bør snakke med.",
        "recommendations": (
            "Si høyt ved starten av hvert møte hva som skjer med det som blir sagt.",
            "La gruppa selv bestemme om ansatte er med.",
        ),
        "verdict": "Tre av fire forteller om dette uten å bli spurt direkte.",
        "quote": "Jeg sa det høyt for første gang, og så var det helt stille en stund. Ingen skrev. Det var det som gjorde det. Etterpå gikk vi og handla sammen, og da snakka vi om helt vanlige ting.",
        "refuting": "Så dukka det opp i planen min likevel, det jeg hadde sagt. Da holdt jeg kjeft resten av våren.",
        "qualifying": "Det kom ikke med en gang. Det tok vel et halvår før jeg turte.",
        "study": "Bedring i praksis",
    },
    "en": {
        "title": "Open talk on Thursdays",
        "measure": "Talking group every Thursday",
        "for_whom": "People who have been there for a while; not those who have just arrived",
        "system": "The duty to keep records does not cover drop-in places",
        "service": "A small service where everyone knows everyone, and where the leader has said that nothing is to be recorded",
        "user": "Has known something they said to be used against them later",
        "circumstances": "only after some months",
        "loose": "The room is in the basement, with no windows to the street",
        "resource": "A fixed room, a fixed hour, and an agreement that what is said stays there",
        "reasoning": "“This I can say here”: people stop weighing their words",
        "outcome": "More people tell of what is hard, and walk each other home afterwards",
        "unintended": "The quiet ones drop out when the talkative take the room",
        "unchanged": "Safety in the evenings is as before",
        "rival": "Those who come may have known each other well before. Then it is friendship, and not the agreement, that makes them speak.",
        "reason": "Two cases show the same in their own ways, but we have heard few of those who stopped coming.",
        "dissent": "Staff think that the group should have a leader. Users think the opposite.",
        "uncertainty": "What about those who never came back? We ask the meeting whom to talk to.",
        "recommendations": (
            "Say aloud at the start of each meeting what happens to what is said.",
            "Let the group decide whether staff take part.",
        ),
        "verdict": "Three in four tell of this without being asked.",
        "quote": "I said it out loud for the first time, and then it was quite still for a while. Nobody wrote. That was what did it. Afterwards we went shopping together and talked about quite ordinary things.",
        "refuting": "Then it turned up in my plan all the same, what I had said. I kept my mouth shut for the rest of that spring.",
        "qualifying": "It did not come at once. It took me half a year to dare.",
        "study": "Recovery in practice",
    },
}
_VERDICTS = (
    (Verdict.SUPPORTS, Verdict.REFUTES, Verdict.NOT_ASKED),
    (Verdict.MIXED, Verdict.NOT_ASKED, Verdict.SUPPORTS),
    (Verdict.ASKED_NOTHING_FOUND, Verdict.SUPPORTS, Verdict.REFUTES),
    (Verdict.NOT_RELEVANT, Verdict.MIXED, Verdict.SUPPORTS),
)
_BANDS = (StrengthBand.SUPPORTED, StrengthBand.SUGGESTED, StrengthBand.WELL_SUPPORTED, None)


def stamp(language: str = "nb") -> Stamp:
    return Stamp(
        study=WORDS[language]["study"],
        is_demo=True,
        codebook_release="0.1",
        data_version=412,
        filters="dialogue_meeting",
        layer="coder",
        n=12,
        date=date(2026, 11, 22),
    )


def cmo_matrix(
    language: str = "nb", *, cases: int = 3, audience: Audience = Audience.DIALOGUE_MEETING
) -> CMOMatrix:
    labels = tuple("ABCDEFGHIJKLMNOPQRST"[:cases])
    rows = tuple(_row(number, labels, language) for number in range(12))
    return CMOMatrix(
        language=language,
        audience=audience,
        case_labels=labels,
        rows=rows,
        withheld=sum(row.quotes_withheld for row in rows),
        stamp=stamp(language),
    )


def hostile_matrix(words: str) -> CMOMatrix:
    """Every text of one row is ``words``."""
    matrix = cmo_matrix()
    row = matrix.rows[0]
    return replace(
        matrix,
        stamp=replace(matrix.stamp, study=words),
        rows=(
            replace(
                row,
                **dict.fromkeys(
                    ("title", "statement", "measure", "for_whom", "rival", "theory_title"), words
                ),
                **dict.fromkeys(("strength_reason", "dissent", "uncertainty"), words),
                parts=tuple(replace(part, text=words, circumstances=words) for part in row.parts),
                cases=tuple(replace(cell, reason=words) for cell in row.cases),
                quotes=tuple(replace(quote, text=words) for quote in row.quotes),
                recommendations=(words,),
            ),
        ),
    )


def _row(number: int, labels: tuple[str, ...], language: str) -> MatrixRow:
    words = WORDS[language]
    quotes = _quotes(number, labels, language)
    return MatrixRow(
        cmoc_id=f"cmoc-uuid-{number}",
        cmoc_version_id=f"cmoc-version-uuid-{number}",
        number=f"CMOC-{number + 1:02}",
        version=1 + number % 3,
        theory_number=f"PT{number // 4 + 1}",
        theory_title=THEORIES[language][number // 4],
        title=f"{words['title']} {number + 1}",
        statement=STATEMENTS[language][number % 4],
        measure=words["measure"],
        for_whom=words["for_whom"],
        parts=_parts(language, quotes),
        chime=(CHIME.CONNECTEDNESS, CHIME.HOPE, CHIME.DIFFICULTIES)[: 1 + number % 3],
        rival=words["rival"] if number % 4 != 3 else "",
        cases=tuple(
            CaseCell(
                case_label=label,
                verdict=_VERDICTS[number % 4][place % 3],
                reason=words["verdict"]
                if _VERDICTS[number % 4][place % 3] is Verdict.SUPPORTS
                else "",
            )
            for place, label in enumerate(labels)
        ),
        profile=Profile(
            participants=7,
            cases=2,
            roles=(Role.SERVICE_USER, Role.STAFF, Role.PEER_WORKER),
            source_types=(SourceType.INTERVIEW, SourceType.OBSERVATION),
            first_hand=5,
            evidence=9,
            full=4,
            refuting=2,
            unanswered=1,
        ),
        band=_BANDS[number % 4],
        strength_reason=words["reason"],
        quotes=quotes,
        quotes_withheld=number % 4,
        dissent=words["dissent"],
        uncertainty=words["uncertainty"],
        recommendations=words["recommendations"],
        status=list(CMOCStatus)[number % 6],
    )


def _parts(language: str, quotes: tuple[Quote, ...]) -> tuple[Part, ...]:
    words = WORDS[language]
    first = tuple(quote.number for quote in quotes[:1])
    return (
        _part(ElementRole.CONTEXT, words["service"], level=Level.SERVICE, quotes=first),
        _part(ElementRole.CONTEXT, words["system"], level=Level.SYSTEM, assumed=True),
        _part(
            ElementRole.CONTEXT,
            words["user"],
            level=Level.INDIVIDUAL_USER,
            circumstances=words["circumstances"],
        ),
        _part(ElementRole.UNCLEAR, words["loose"]),
        _part(ElementRole.RESOURCE, words["resource"], quotes=first),
        _part(
            ElementRole.REASONING, words["reasoning"], activation=Activation.PARTLY, assumed=True
        ),
        _part(ElementRole.OUTCOME, words["outcome"], outcome=OutcomeKind.INTENDED, quotes=first),
        _part(ElementRole.OUTCOME, words["unintended"], outcome=OutcomeKind.UNINTENDED),
        _part(ElementRole.OUTCOME, words["unchanged"], outcome=OutcomeKind.NO_CHANGE),
    )


def _part(
    role: ElementRole,
    words: str,
    *,
    level: Level | None = None,
    circumstances: str = "",
    activation: Activation | None = None,
    outcome: OutcomeKind | None = None,
    assumed: bool = False,
    quotes: tuple[str, ...] = (),
) -> Part:
    return Part(
        element_id="element-uuid",
        role=role,
        text=words,
        level=level,
        circumstances=circumstances,
        activation=activation,
        outcome_kind=outcome,
        assumed=assumed,
        quotes=quotes,
    )


def _quotes(number: int, labels: tuple[str, ...], language: str) -> tuple[Quote, ...]:
    if number % 4 == 3:
        return ()
    words, translated = WORDS[language], language == "en"
    wanted = (
        ("quote", QuoteWording.VERBATIM, Stance.SUPPORTS, Role.SERVICE_USER, labels[0]),
        ("qualifying", QuoteWording.EDITED, Stance.QUALIFIES, None, None),
        ("refuting", QuoteWording.PARAPHRASED, Stance.REFUTES, Role.STAFF, labels[1]),
    )
    return tuple(
        Quote(
            number=f"S-{number * 10 + place:04}",
            text=words[name],
            wording=wording,
            stance=stance,
            speaker=speaker,
            case_label=case,
            segment_id=SEGMENT_ID,
            translated=translated,
        )
        for place, (name, wording, stance, speaker, case) in enumerate(wanted)
    )


def code_case_matrix(language: str = "nb", *, cases: int = 3) -> CodeCaseMatrix:
    labels = tuple("ABCDEFGHIJKLMNOPQRST"[:cases])
    codes = tuple(
        code
        for branch in range(4)
        for code in (
            (f"B{branch}", f"Gren {branch}", 0, "#5681a2"),
            *(
                (
                    f"B{branch}.{leaf}",
                    f"Kode {branch}.{leaf} med et ganske langt og forklarende navn",
                    1 + leaf % 2,
                    "#3b7bd3",
                )
                for leaf in range(9)
            ),
        )
    )
    return CodeCaseMatrix(
        language=language,
        case_labels=labels,
        codes=codes,
        cells={
            code: {label: _count(place * 5 + number) for place, label in enumerate(labels)}
            for number, (code, *_) in enumerate(codes)
        },
        totals={label: CodeCaseCell(participants=4, codings=240, sources=6) for label in labels},
        coders=2,
        stamp=replace(stamp(language), filters="", n=720),
    )


def _count(seed: int) -> CodeCaseCell:
    codings = seed * 7 % 23 if seed % 4 else 0
    participants = min(codings, 1 + seed % 4)
    return CodeCaseCell(participants=participants, codings=codings, sources=participants)
