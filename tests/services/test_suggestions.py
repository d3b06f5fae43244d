"""Suggestions: made only where the study and the round allow it, from what the member may see."""

from __future__ import annotations

import shutil
import sys

import pytest
from tests.build import add_case, add_person, add_source, build_study
from tests.language.tools import Table

from casestudy.domain.codebook import CodingPass
from casestudy.domain.coding import NewCoding
from casestudy.domain.suggestions import CueReason, LikeReason, SuggestionState
from casestudy.domain.vocabulary import (
    MemberRole,
    RoundVisibility,
    SuggestionAnswer,
    SuggestionKind,
)
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.language import background, prepared
from casestudy.services.setup import find_member
from casestudy.store.engine import open_engine
from casestudy.store.schema import create
from casestudy.store.store import Store
from casestudy.study import Study

#: What is coded CH.M.4 has words that the codebook has not.
BAKING = (
    "Vi bakte boller på kjøkkenet hver tirsdag.",
    "Bollene mine ble spist opp av folk på kafeen.",
    "Jeg fikk ansvar for bolledeigen og ovnen.",
    "Det ble bakt boller til hele huset.",
    "Folk kom og spurte etter bollene mine.",
    "Jeg bakte, og noen ventet på bollene.",
)
SAID = "Da hadde jeg bakt boller hele natta."
OTHER = (
    "Bussen gikk ikke den dagen, så jeg ble hjemme.",
    "Telefonen stenger klokka åtte om kvelden.",
    "Naboen klipte plenen mens vi snakket.",
    "Papirene lå i skuffen i fem uker.",
    "Legen skrev et brev til kommunen om saken.",
    "Huset er gult og står øverst i gata.",
)


@pytest.fixture(autouse=True)
def _quick_lemmas(monkeypatch):
    monkeypatch.setattr(prepared, "lemmatiser", Table)
    monkeypatch.setattr(prepared, "_lemmatisers", background.Kept(prepared._reader, most=1))


def asked(ask):
    """Ask until everything is prepared."""
    found = ask()
    while found.state is SuggestionState.PREPARING or not (found.tried or found.state != "ready"):
        for worker in (prepared._reader, prepared._comparer):
            worker.soon(lambda: None).result(20)
        found = ask()
    return found


def suggested(study: Study, source_id: str, words: str, **more):
    start = study.sources.transcript(source_id).text.index(words)
    return asked(
        lambda: study.suggestions.for_segment(source_id, start, start + len(words), **more)
    )


def fill(study: Study) -> tuple[str, str]:
    """Add a talk about hope, three sources in which jonas has coded baking, and one uncoded."""
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    hope = add_source(study, case_id, people={"P01": person})
    jonas = study.as_member("jonas")
    for number in range(3):
        talk = [("P", words) for words in BAKING[number * 2 : number * 2 + 2]]
        talk += [("P", words) for words in OTHER[number * 2 : number * 2 + 2]]
        person = add_person(study, f"P1{number}", case_id)
        source_id = add_source(study, case_id, talk, name=f"kilde{number}", people={"P": person})
        made = [
            NewCoding(start=turn.start, end=turn.end, code="CH.M.4" if turn.number < 3 else "CH.D")
            for turn in jonas.sources.transcript(source_id).turns
        ]
        jonas.coding.apply_many(source_id, made)
    talk = [("I", "Hva med bollene?"), ("P", SAID), *talk[2:]]
    return hope, add_source(study, case_id, talk, name="ny")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The study in a file, made once, with the ids of the talk about hope and the uncoded one."""
    path = tmp_path_factory.mktemp("forslag") / "studie.db"
    engine = open_engine(str(path), key=None, create=True)
    create(engine)
    ids = fill(build_study(engine))
    engine.dispose()
    return path, *ids


@pytest.fixture
def study(filled, tmp_path):
    engine = open_engine(str(shutil.copy(filled[0], tmp_path / "studie.db")), key=None)
    yield Study(Store(engine), find_member(Store(engine), "mona"))
    engine.dispose()


@pytest.fixture
def hope(filled):
    return filled[1]


@pytest.fixture
def uncoded(filled):
    return filled[2]


def test_a_code_is_suggested_for_its_cue_with_the_words_found(study, hope):
    found = suggested(study, hope, "Det var første gang jeg trodde på det.")
    (first, *_) = [one for one in found.codes if one.code_id == "CH.H.1"]
    (reason,) = first.reasons
    assert isinstance(reason, CueReason)
    assert reason.cue == "første gang jeg trodde på det"
    text = study.sources.transcript(hope).text
    assert [text[word.start : word.end] for word in reason.found] == ["første", "trodde"]
    assert found.model == "table"


def test_a_pass_limits_what_is_suggested(study, hope):
    words = "Det var første gang jeg trodde på det."
    found = suggested(study, hope, words, coding_pass=CodingPass.RQ1)
    assert "CH.H.1" not in [one.code_id for one in found.codes]
    found = suggested(study, hope, words, coding_pass=CodingPass.RQ3)
    assert "CH.H.1" in [one.code_id for one in found.codes]


def test_a_code_that_is_there_already_is_not_suggested_again(study, hope):
    words = "Det var første gang jeg trodde på det."
    start = study.sources.transcript(hope).text.index(words)
    study.coding.apply(hope, start, start + len(words), code="CH.H.1")
    assert "CH.H.1" not in [one.code_id for one in suggested(study, hope, words).codes]
    ingrid = study.as_member("ingrid")
    assert "CH.H.1" in [one.code_id for one in suggested(ingrid, hope, words).codes]


def test_what_was_coded_alike_is_suggested_with_the_segment_and_the_trial(study, uncoded):
    found = suggested(study.as_member("ingrid"), uncoded, SAID)
    (first,) = [one for one in found.codes if one.code_id == "CH.M.4"]
    (reason,) = first.reasons
    assert isinstance(reason, LikeReason)
    assert "boller" in [word.text for word in reason.found]
    their_text = study.sources.transcript(reason.source_id).text
    assert all(their_text[word.start : word.end] == word.text for word in reason.theirs)
    assert first.trial is not None
    assert (first.trial.segments, first.trial.cue_found) == (6, 0)
    assert first.trial.likeness_is_better


def test_likeness_to_a_coding_taken_away_is_not_suggested_any_more(study, uncoded):
    assert "CH.M.4" in [one.code_id for one in suggested(study, uncoded, SAID).codes]
    jonas = study.as_member("jonas")
    for source in study.sources.all():
        for coding in jonas.coding.of_source(source["id"]):
            if coding.code_id == "CH.M.4":
                jonas.coding.remove(coding.id)
    assert "CH.M.4" not in [one.code_id for one in suggested(study, uncoded, SAID).codes]


def test_a_withdrawn_persons_segments_are_not_compared_with(study, uncoded):
    assert suggested(study, uncoded, SAID).codes
    for person in study.cases.participants()[1:]:
        study.cases.withdraw_participant(person)
    assert suggested(study, uncoded, SAID).codes == ()


def test_others_codings_of_a_blind_round_are_not_compared_with(study, uncoded):
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    others = [source["id"] for source in study.sources.all() if source["id"] != uncoded]
    study.members.assign(jonas.member.id, others, round_id=round_id)
    for other in others:
        for coding in jonas.coding.of_source(other):
            jonas.coding.remove(coding.id)
            jonas.coding.apply(other, coding.start, coding.end, code=coding.code_id)
    assert suggested(ingrid, uncoded, SAID).codes == ()
    assert "CH.M.4" in [one.code_id for one in suggested(jonas, uncoded, SAID).codes]


def test_nothing_is_suggested_in_a_blind_rounds_own_pass(study, hope):
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    study.members.assign(ingrid.member.id, [hope], round_id=round_id)
    assert ingrid.suggestions.for_segment(hope, 0, 5).state is SuggestionState.BLIND
    assert ingrid.suggestions.similar(hope, code="CH.H").state is SuggestionState.BLIND
    assert asked(lambda: jonas.suggestions.for_segment(hope, 0, 5)).state == "ready"
    (coding_round,) = study.members.rounds()
    study.members.close_round(coding_round)
    assert asked(lambda: ingrid.suggestions.for_segment(hope, 0, 5)).state == "ready"


def test_switched_off_no_code_of_the_language_package_is_loaded(study, hope, monkeypatch):
    for name in [*sys.modules]:
        if name.startswith("casestudy.language"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "casestudy.language", None)
    with pytest.raises(ImportError):  # it would be, were they not switched off
        study.suggestions.for_segment(hope, 0, 5)
    study.allow_suggestions(on=False)
    assert not study.suggestions.enabled
    assert not study.info.suggestions
    assert study.suggestions.for_segment(hope, 0, 5).state is SuggestionState.OFF
    assert study.suggestions.similar(hope, 0, 5).state is SuggestionState.OFF
    study.allow_suggestions(on=True)
    assert study.suggestions.enabled


def test_only_who_may_code_gets_suggestions(study, hope):
    study.members.add("Frida Foss", role=MemberRole.FACILITATOR)
    frida = study.as_member("frida")
    for ask in (
        lambda: frida.suggestions.for_segment(hope, 0, 5),
        lambda: frida.suggestions.similar(hope, 0, 5),
        lambda: frida.suggestions.answered(
            hope, ["CH.H"], kind=SuggestionKind.SEGMENT, answer=SuggestionAnswer.SHOWN
        ),
    ):
        with pytest.raises(NotPermittedError):
            ask()


def test_a_hidden_source_is_not_found(study, hope):
    study.cases.withdraw_participant(study.cases.participants()[0])
    with pytest.raises(NotFoundError):
        study.suggestions.for_segment(hope, 0, 5)
    with pytest.raises(NotFoundError):
        study.suggestions.similar(hope, code="CH.H")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 10_000)])
def test_words_that_are_not_there_are_refused(study, hope, start, end):
    with pytest.raises(InvalidInputError):
        study.suggestions.for_segment(hope, start, end)


def test_more_like_a_code_leaves_out_interviewers_and_what_one_has_coded_so(study, uncoded):
    ingrid = study.as_member("ingrid")
    text = study.sources.transcript(uncoded).text

    def places():
        found = asked(lambda: ingrid.suggestions.similar(uncoded, code="CH.M.4"))
        return [text[place.start : place.end] for place in found.places]

    assert places()[0] == SAID
    assert "Hva med bollene?" not in places()
    start = text.index("Da hadde")
    ingrid.coding.apply(uncoded, start, start + 20, code="CH.M.4")
    assert SAID not in places()


def test_more_like_chosen_words_leaves_those_words_out(study, uncoded):
    source_id = study.sources.all()[1]["id"]
    text = study.sources.transcript(source_id).text
    end = text.index("\n")
    found = asked(lambda: study.suggestions.similar(source_id, 0, end))
    assert found.places
    assert found.places[0].reasons[0].segment_number is None
    assert all(place.start >= end for place in found.places)


def test_what_became_of_suggestions_is_counted_for_the_methods_section(study, hope):
    assert study.suggestions.report().empty
    for handle, codes, answer in (
        ("ingrid", ["CH.H", "CH.H.1"], SuggestionAnswer.SHOWN),
        ("jonas", ["CH.H"], SuggestionAnswer.SHOWN),
        ("ingrid", ["CH.H"], SuggestionAnswer.ACCEPTED),
    ):
        member = study.as_member(handle)
        member.suggestions.answered(hope, codes, kind=SuggestionKind.SEGMENT, answer=answer)
    report = study.suggestions.report()
    assert report.to_dict("records") == [
        {
            "kind": "segment",
            "code": "CH.H",
            "members": 2,
            "shown": 2,
            "accepted": 1,
            "rejected": 0,
        },
        {
            "kind": "segment",
            "code": "CH.H.1",
            "members": 1,
            "shown": 1,
            "accepted": 0,
            "rejected": 0,
        },
    ]


def test_an_answer_is_refused_where_nothing_was_suggested(study, hope):
    said = {"kind": SuggestionKind.SEGMENT, "answer": SuggestionAnswer.SHOWN}
    with pytest.raises(InvalidInputError):
        study.suggestions.answered(hope, ["CH.X"], **said)
    study.allow_suggestions(on=False)
    with pytest.raises(ConflictError):
        study.suggestions.answered(hope, ["CH.H"], **said)


@pytest.mark.slow
def test_every_engine_gives_suggestions_and_their_account(engine):
    study = build_study(engine)
    _, uncoded = fill(study)
    assert "CH.M.4" in [one.code_id for one in suggested(study, uncoded, SAID).codes]
    study.suggestions.answered(
        uncoded, ["CH.M.4"], kind=SuggestionKind.SIMILAR, answer=SuggestionAnswer.REJECTED
    )
    assert study.suggestions.report()["rejected"].tolist() == [1]
    study.allow_suggestions(on=False)
    assert not study.suggestions.enabled
