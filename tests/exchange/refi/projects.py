"""Projects as values: one with every trap of text and names, and any at all."""

from __future__ import annotations

import datetime as dt
import uuid

from hypothesis import strategies as st

from casestudy.exchange.refi.elements import one_line, paragraphs
from casestudy.exchange.refi.read_values import lexical
from casestudy.exchange.refi.values import (
    Direction,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiLink,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiUser,
    RefiValue,
    RefiVariable,
    VariableType,
)

WHEN = dt.datetime(2026, 3, 2, 10, 20, 30, tzinfo=dt.UTC)
TEXT = (
    "Jeg går på kafé 😀 hver dag.\n\n"
    "Så møtte jeg 👩‍👩‍👧 naboen; q\u0323\u0307 er en bokstav.\n"
    "«Æ e itj heilt sikker», sa 🚶🏽 hun & lo <ikke>.\n"
)


def guid(*words: object) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, repr(words)))


def sample() -> RefiProject:
    """Return a project with emoji, joined emoji, combining marks, equal names and overlaps."""
    users = tuple(RefiUser(guid=guid("u", name), name=name) for name in ("Åse", "Bjørn"))
    codes = _codes("Håp", ("Framtid", "Støtte"), "Barrierer", ("Støtte", "Tid & <penger>"))
    places = [
        ("går på kafé 😀", (0, 1)),
        ("kafé 😀 hver dag.", (2,)),
        ("😀", (3, 4)),
        ("👩‍👩‍👧 naboen", (2, 5)),
        ("q\u0323\u0307", (0,)),
        ("«Æ e itj heilt sikker», sa 🚶🏽 hun & lo <ikke>.", (4,)),
        (TEXT, (5,)),
    ]
    selections = tuple(
        RefiSelection(
            guid=guid("s", number),
            start=TEXT.index(words),
            end=TEXT.index(words) + len(words),
            name=one_line(words)[:100],
            user=users[0].guid,
            created=WHEN,
            codings=tuple(
                RefiCoding(
                    guid=guid("c", number, place),
                    code=codes[code].guid,
                    user=users[(number + place) % 2].guid,
                    created=WHEN + dt.timedelta(seconds=number),
                    notes=(guid("n"),) if number == 0 else (),
                )
                for place, code in enumerate(chosen)
            ),
        )
        for number, (words, chosen) in enumerate(places)
    )
    source = RefiSource(
        guid=guid("t"), name="Intervju med P03", text=TEXT, selections=selections, created=WHEN
    )
    empty = RefiSource(guid=guid("t2"), name="Tom", text="")
    variable = RefiVariable(guid=guid("v"), name="alder", type=VariableType.INTEGER)
    case = RefiCase(
        guid=guid("k"),
        name="Tjeneste A",
        description="Har notat",
        values=(RefiValue(variable=variable.guid, value="25"),),
        sources=(source.guid,),
        selections=(selections[0].guid,),
    )
    note = RefiNote(
        guid=guid("n"), name="Tanke", text="To\nlinjer 😀", user=users[1].guid, created=WHEN
    )
    return RefiProject(
        name="Prøve",
        description="Alt på én gang",
        user=users[0].guid,
        created=WHEN,
        users=users,
        codes=codes,
        variables=(variable,),
        cases=(case,),
        sources=(source, empty),
        notes=(note,),
        links=(
            RefiLink(
                guid=guid("l"),
                origin=note.guid,
                target=case.guid,
                name="notat om",
                direction=Direction.ONE_WAY,
                colour="#ff0000",
                notes=(note.guid,),
            ),
        ),
        sets=(
            RefiSet(
                guid=guid("g"),
                name="Utgave",
                codes=tuple(code.guid for code in codes),
                sources=(source.guid,),
                notes=(note.guid,),
            ),
        ),
        about=(note.guid,),
    )


def _codes(*names: str | tuple[str, ...]) -> tuple[RefiCode, ...]:
    codes: list[RefiCode] = []
    for name in names:
        if isinstance(name, str):
            codes.append(RefiCode(guid=guid("k", name), name=name, colour="#3b7bd3"))
            continue
        above = codes[-1]
        codes += [
            RefiCode(guid=guid("k", above.name, one), name=one, parent=above.guid) for one in name
        ]
    return tuple(codes)


ALPHABET = st.sampled_from(
    [*"abcæøå ÆØÅ.,;:/<>&\"'\n-?()2", "😀", "👩\u200d👩\u200d👧", "q\u0323\u0307", "é", "\u200d"]
)
WORDS = st.lists(ALPHABET, max_size=12).map("".join)
NAMES = st.one_of(
    WORDS, st.sampled_from(["Støtte", "støtte", "A / Støtte", "Støtte (2)", "A", ""])
).map(one_line)
TIMES = st.none() | st.datetimes(
    dt.datetime(1971, 1, 1),  # noqa: DTZ001 - drawn with a zone
    dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
_VALUES = {
    VariableType.TEXT: WORDS,
    VariableType.BOOLEAN: st.sampled_from(["true", "false"]),
    VariableType.INTEGER: st.integers().map(str),
    VariableType.FLOAT: st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    VariableType.DATE: st.dates().map(str),
    VariableType.DATE_TIME: st.datetimes().map(lambda time: time.isoformat()),
}


@st.composite
def projects(draw: st.DrawFn) -> RefiProject:
    """Draw a project of any size whose parts point at each other."""
    users = tuple(
        RefiUser(guid=guid("u", n), name=draw(NAMES), id=draw(NAMES))
        for n in range(draw(st.integers(0, 2)))
    )
    notes = tuple(
        RefiNote(
            guid=guid("n", n),
            name=draw(NAMES),
            description=paragraphs(draw(WORDS)),
            text=draw(WORDS),
            user=_one_of(draw, users),
            created=draw(TIMES),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    codes = _drawn_codes(draw, notes)
    variables = tuple(
        RefiVariable(guid=guid("v", n), name=draw(NAMES), type=kind)
        for n, kind in enumerate(draw(st.lists(st.sampled_from(VariableType), max_size=3)))
    )
    sources = tuple(
        _drawn_source(draw, n, users=users, notes=notes, codes=codes, variables=variables)
        for n in range(draw(st.integers(0, 2)))
    )
    cases = tuple(
        RefiCase(
            guid=guid("k", n),
            name=draw(NAMES),
            description=paragraphs(draw(WORDS)),
            codes=_some_of(draw, codes),
            values=_drawn_values(draw, variables),
            sources=_some_of(draw, sources),
            selections=_some_of(draw, [one for s in sources for one in s.selections]),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    ends = [*codes, *sources, *cases, *notes]
    links = tuple(
        RefiLink(
            guid=guid("l", n),
            origin=draw(st.sampled_from(ends)).guid,
            target=draw(st.sampled_from(ends)).guid,
            name=draw(NAMES),
            direction=draw(st.none() | st.sampled_from(Direction)),
            notes=_some_of(draw, notes),
        )
        for n in range(draw(st.integers(0, 2)) if ends else 0)
    )
    sets = tuple(
        RefiSet(
            guid=guid("g", n),
            name=draw(NAMES),
            codes=_some_of(draw, codes),
            sources=_some_of(draw, sources),
            notes=_some_of(draw, notes),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    return RefiProject(
        name=draw(NAMES),
        description=paragraphs(draw(WORDS)),
        user=_one_of(draw, users),
        created=draw(TIMES),
        users=users,
        codes=codes,
        variables=variables,
        cases=cases,
        sources=sources,
        notes=notes,
        links=links,
        sets=sets,
        about=_some_of(draw, notes),
    )


def _drawn_codes(draw, notes) -> tuple[RefiCode, ...]:
    """Draw a tree in reading order: each code goes below one of the line to the one before."""
    codes: list[RefiCode] = []
    line: list[str] = []
    for n in range(draw(st.integers(0, 6))):
        line = line[: draw(st.integers(0, len(line)))]
        codes.append(
            RefiCode(
                guid=guid("c", n),
                parent=line[-1] if line else None,
                name=draw(NAMES),
                description=paragraphs(draw(WORDS)),
                colour=draw(st.none() | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)),
                is_codable=draw(st.booleans()),
                notes=_some_of(draw, notes),
            )
        )
        line.append(codes[-1].guid)
    return tuple(codes)


def _drawn_source(draw, number, *, users, notes, codes, variables) -> RefiSource:
    text = draw(st.lists(ALPHABET, max_size=40).map("".join))
    selections = []
    for n in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        selections.append(
            RefiSelection(
                guid=guid("s", number, n),
                start=start,
                end=draw(st.integers(start, len(text))),
                name=draw(NAMES),
                description=paragraphs(draw(WORDS)),
                user=_one_of(draw, users),
                modified=draw(TIMES),
                codings=_drawn_codings(draw, (number, n), users=users, notes=notes, codes=codes),
                notes=_some_of(draw, notes),
            )
        )
    return RefiSource(
        guid=guid("t", number),
        name=draw(NAMES),
        description=paragraphs(draw(WORDS)),
        text=text,
        user=_one_of(draw, users),
        created=draw(TIMES),
        selections=tuple(selections),
        codings=_drawn_codings(draw, (number,), users=users, notes=notes, codes=codes),
        notes=_some_of(draw, notes),
        values=_drawn_values(draw, variables),
    )


def _drawn_codings(draw, place, *, users, notes, codes) -> tuple[RefiCoding, ...]:
    return tuple(
        RefiCoding(
            guid=guid("d", place, code),
            code=code,
            user=_one_of(draw, users),
            created=draw(TIMES),
            notes=_some_of(draw, notes),
        )
        for code in _some_of(draw, codes)
    )


def _drawn_values(draw, variables) -> tuple[RefiValue, ...]:
    values = []
    for variable in variables:
        said = draw(st.none() | _VALUES[variable.type])
        value = None if said is None else lexical(said, variable.type)
        values.append(RefiValue(variable=variable.guid, value=value))
    return tuple(values)


def _one_of(draw, users) -> str | None:
    return draw(st.sampled_from(users)).guid if users and draw(st.booleans()) else None


def _some_of(draw, things) -> tuple[str, ...]:
    if not things:
        return ()
    return tuple(draw(st.lists(st.sampled_from([one.guid for one in things]), unique=True)))
