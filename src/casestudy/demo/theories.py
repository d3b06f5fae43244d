"""The demo's realist part: theories, configurations, evidence both ways, and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from casestudy.demo.anchors import locate
from casestudy.demo.clock import moment
from casestudy.domain.vocabulary import (
    ClaimStatus,
    CMOCLinkType,
    CMOCScope,
    CMOCStatus,
    Coverage,
    ElementLinkType,
    Replication,
    Stance,
    StrengthBand,
    TheoryOrigin,
    TheoryPhase,
    Verdict,
)
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casestudy.demo.people import Made
    from casestudy.study import Study

FILE = "realist.yaml"
_Plan = dict[str, Any]
_LANGUAGES = ("nb", "en")
_PAUSE = timedelta(minutes=4)
_THEORY_TEXTS = ("title", "if", "then", "because")
_TEXTS = ("title", "statement", "for_whom", "rival", "uncertainty", "dissent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """A configuration that was made: its ids, and its evidence ids by the line in the file."""

    id: str
    version_id: str
    evidence: dict[int, str]


def make_theories(
    made: Made, realist: _Plan, on_done: Callable[[int, int], None]
) -> dict[str, Configuration]:
    """Make theories and configurations with all that hangs on them; return them by key."""
    made.clock.set(moment(realist["begun"]))
    researcher = made.study.as_member(realist["by"])
    theories = {
        theory["key"]: researcher.realist.add_theory(
            origin=TheoryOrigin(theory["origin"]),
            phase=TheoryPhase(theory["phase"]),
            **_both_languages(theory, _THEORY_TEXTS),
        )
        for theory in realist["theories"]
    }
    plans = realist["configurations"]
    configurations = {}
    for count, plan in enumerate(plans, 1):
        configurations[plan["key"]] = _make_configuration(made, plan, theories)
        on_done(count, len(plans))
    made.clock.set(moment(realist["judged"]))
    for plan in plans:
        _judge(made, researcher, plan, configurations[plan["key"]])
    for link in realist["links"]:
        researcher.realist.link_cmocs(
            configurations[link["from"]].id,
            configurations[link["to"]].id,
            type=CMOCLinkType(link["type"]),
            note=link["note"],
        )
    return configurations


def _make_configuration(made: Made, plan: _Plan, theories: Mapping[str, str]) -> Configuration:
    start = moment(plan["created"])
    made.clock.set(start)
    study = made.study.as_member(plan["by"])
    keys = [element["key"] for element in plan["elements"]]
    result = study.realist.add_cmoc(
        theory_id=theories[plan["theory"]],
        scope=CMOCScope.CASE if "case" in plan else CMOCScope.CROSS_CASE,
        case_id=made.cases[plan["case"]] if "case" in plan else None,
        status=CMOCStatus(plan["status"]),
        chime=plan["chime"],
        measure_id=made.measures[plan["measure"]] if "measure" in plan else None,
        elements=[_element(element) for element in plan["elements"]],
        links=[
            (keys.index(first), keys.index(second), ElementLinkType(kind))
            for first, kind, second in plan["links"]
        ],
        why_changed=plan["why"],
        **_both_languages(plan, _TEXTS),
    )
    elements = dict(zip(keys, result["element_ids"], strict=True))
    links = _link_ids(study, result["id"], elements)
    evidence = {}
    for count, entry in enumerate(plan["evidence"], 1):
        made.clock.set(start + count * _PAUSE)
        evidence[entry["line"]] = _add_evidence(
            made, study, entry, result["version_id"], elements, links
        )
    return Configuration(id=result["id"], version_id=result["version_id"], evidence=evidence)


def _element(element: _Plan) -> _Plan:
    return {
        "role": element["role"],
        "level": element.get("level"),
        "activation": element.get("activation"),
        "outcome_kind": element.get("outcome"),
        "codes": element.get("codes", ()),
        **_both_languages(element, ("text", "circumstances")),
    }


def _link_ids(
    study: Study, cmoc_id: str, elements: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    names = {element_id: key for key, element_id in elements.items()}
    (cmoc,) = (cmoc for cmoc in study.realist.cmocs() if cmoc.id == cmoc_id)
    return {
        (names[link.from_element_id], names[link.to_element_id]): link.id for link in cmoc.links
    }


def _add_evidence(
    made: Made,
    study: Study,
    entry: _Plan,
    version_id: str,
    elements: Mapping[str, str],
    links: Mapping[tuple[str, str], str],
) -> str:
    source = entry["source"]
    span = locate(entry, _known(made.texts, source, entry), source=source, file=FILE)
    element_id = _known(elements, entry["for"], entry) if "for" in entry else None
    link_id = _known(links, tuple(entry["link"]), entry) if "link" in entry else None
    return study.realist.add_evidence(
        version_id,
        stance=Stance(entry["stance"]),
        place=(made.sources[source], span.start, span.end),
        element_id=element_id,
        link_id=link_id,
        coverage=Coverage(entry.get("coverage", Coverage.ELEMENT)),
        claim_status=ClaimStatus(entry["claim"]),
        note=entry.get("note", ""),
        answered=entry.get("answered", False),
    )


def _judge(made: Made, researcher: Study, plan: _Plan, configuration: Configuration) -> None:
    for verdict in plan["verdicts"]:
        researcher.realist.set_case_verdict(
            configuration.version_id,
            made.cases[verdict["case"]],
            Verdict(verdict["verdict"]),
            reason=verdict["reason"],
            replication=Replication(verdict["replication"]),
        )
    if "strength" in plan:
        strength = plan["strength"]
        researcher.realist.set_strength(
            configuration.version_id,
            StrengthBand(strength["band"]),
            reason_nb=strength["reason"]["nb"],
            reason_en=strength["reason"]["en"],
            date=strength["date"],
        )


def _both_languages(plan: _Plan, names: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name}_{language}": plan.get(name, {}).get(language, "")
        for name in names
        for language in _LANGUAGES
    }


def _known(names: Mapping[Any, str], wanted: Any, entry: _Plan) -> str:
    if wanted not in names:
        known = ", ".join(str(name) for name in names)
        raise InvalidInputError(
            "demo.unknown_key", file=FILE, line=entry["line"], value=wanted, known=known
        )
    return names[wanted]
