"""The demo's sources and codings: files read as a user's are, then coded by each coder."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from casestudy.demo.anchors import locate
from casestudy.demo.clock import moment
from casestudy.demo.files import material, read_yaml, transcript_file
from casestudy.demo.people import finish_task
from casestudy.domain.coding import NewCoding
from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casestudy.demo.people import Made
    from casestudy.domain.transcript import ParsedSource

_Plan = dict[str, Any]
_BOTH = "both"
_ATTRIBUTES = {
    "level": "level",
    "valence": "valence",
    "stage": "stage",
    "claim": "claim_status",
}


def import_sources(made: Made, plan: _Plan, on_done: Callable[[int, int], None]) -> None:
    """Read all files and store them in the order in which they came in."""
    wanted = sorted(_sources(plan), key=lambda pair: pair[1]["imported"])
    files = [transcript_file(label, source["file"]) for label, source in wanted]
    study = made.study.as_member("ingrid")
    outcomes = study.sources.read_files((path.name, path) for path in files)
    for count, ((label, source), outcome) in enumerate(zip(wanted, outcomes, strict=True), 1):
        if outcome.source is None:
            raise outcome.error or ImportRefusedError("import.damaged")
        made.clock.set(moment(source["imported"]))
        name = source["file"]
        made.sources[name] = study.sources.store(
            outcome.source, _source_plan(made, label, source, outcome.source)
        )
        made.texts[name] = outcome.source.text
        on_done(count, len(files))


def _sources(plan: _Plan) -> Iterator[tuple[str, _Plan]]:
    for case in plan["cases"]:
        for source in case["sources"]:
            yield case["label"], source


def _source_plan(made: Made, label: str, source: _Plan, parsed: ParsedSource) -> SourcePlan:
    form = parsed.observation
    first = made.study.cases.time_points()[0]
    return SourcePlan(
        title=source["title"],
        type=parsed.type,
        case_id=made.cases[label],
        date=parsed.date,
        time_point_id=first.id,
        interviewer=source.get("interviewer", ""),
        peer_interviewer=source.get("peer", False),
        place=form.place,
        time=form.time,
        situation=form.situation,
        observer=form.observer,
        speakers=tuple(
            SpeakerLink(
                label=name,
                is_interviewer=who == "interviewer",
                participant_id=made.participants.get(who),
            )
            for name, who in source["speakers"].items()
        ),
    )


def code_sources(made: Made, plan: _Plan, on_done: Callable[[int, int], None]) -> None:
    """Let every coder code every source, in the order of their days."""
    entries = {
        (label, entry["source"]): entry["codings"]
        for label in made.cases
        for entry in read_yaml(material() / label / "codings.yaml")
    }
    sittings = [
        (moment(start), coder, label, source)
        for label, source in _sources(plan)
        for coder, start in source["coded"].items()
    ]
    for count, (start, coder, label, source) in enumerate(
        sorted(sittings, key=itemgetter(0, 1)), 1
    ):
        name = source["file"]
        made_codings = _codings(
            entries[label, name], made.texts[name], coder, name, f"{label}/codings.yaml"
        )
        spread = [
            _at(coding, start + _pause(number)) for number, coding in enumerate(made_codings, 1)
        ]
        made.clock.set(start + _pause(len(spread) + 1))
        made.study.as_member(coder).coding.apply_many(made.sources[name], spread)
        if coder not in source.get("unfinished", ()):
            finish_task(made, coder, name)
        on_done(count, len(sittings))


def _codings(entries: list[_Plan], text: str, coder: str, source: str, file: str) -> list[_Plan]:
    found = []
    for entry in entries:
        if entry["by"] not in {coder, _BOTH}:
            continue
        span = locate(entry, text, source=source, file=file)
        given = {kept: entry[name] for name, kept in _ATTRIBUTES.items() if name in entry}
        found.append(
            {
                "start": span.start,
                "end": span.end,
                "code": entry["code"],
                "attributes": given,
                "comment": entry.get("memo", ""),
            }
        )
    return sorted(found, key=itemgetter("start", "end", "code"))


def _at(coding: _Plan, when: Any) -> NewCoding:
    return NewCoding(made_at=when, **coding)


def _pause(number: int) -> timedelta:
    """Return how long after the start of a sitting its coding of this number is made."""
    return timedelta(seconds=95 * number + 37 * number % 60)
