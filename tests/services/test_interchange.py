"""A study goes out as a project and comes back whole; work from elsewhere is taken in and back."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.build import add_source
from tests.correcting import correct
from tests.merging import CLEAN, content, elsewhere, guid, outcomes, take_in
from tests.whole_study import place, whole_study

from casestudy.domain.codebook_edits import Merge
from casestudy.domain.merging import (
    CoderAction,
    CoderChoice,
    FoundBy,
    MergeChoices,
    Outcome,
    SourceAction,
    SourceChoice,
    SourceState,
)
from casestudy.domain.permissions import Verb
from casestudy.domain.take_in import TakeInChoice
from casestudy.domain.vocabulary import MemberRole, RoundVisibility, SourceType, Stance
from casestudy.errors import (
    ConflictError,
    ImportRefusedError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
)
from casestudy.exchange.refi.losses import Happened
from casestudy.exchange.refi.read import read_refi
from casestudy.exchange.refi.values import (
    RefiCode,
    RefiCoding,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSource,
    RefiUser,
)
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.services.merge_write import MergeWriter
from casestudy.store.engine import open_engine
from casestudy.store.schema import create
from casestudy.study import open_study

SHARED = Path(os.environ.get("CASESTUDY_SHARED") or "/nowhere") / "refi-qda"
READERS = os.environ.get("CASESTUDY_REFI_READERS")
SCRIPT = Path(__file__).parents[1] / "exchange" / "refi" / "second_reader.py"


@pytest.fixture
def store_kind():
    """Engines are tried in ``test_interchange_engines``."""
    return "sqlite"


@pytest.fixture
def study(engine):
    return whole_study(engine)


# --- out


def test_the_file_is_valid_keeps_every_id_and_is_the_same_every_time(study):
    file = study.exports.qdpx()
    assert study.exports.qdpx().data == file.data
    project = read_refi(file.data).project
    here = content(study)
    assert {one.guid for one in project.users} == {coder.id for coder in here.coders}
    assert {one.guid for one in project.codes} == {code.guid for code in here.codebook.codes}
    assert [one.guid for one in project.sources] == [source.id for source in here.sources]
    marked = [mark for source in project.sources for mark in source.selections]
    assert {mark.guid for mark in marked} >= {
        segment.id for source in here.sources for segment in source.segments
    }
    assert {coding.guid for mark in marked for coding in mark.codings} == {
        coding.id for coding in here.codings
    }
    notes = {note.guid for note in project.notes}
    assert notes >= {memo.id for memo in here.memos} | {cmoc.id for cmoc in here.cmocs}
    assert {link.guid for link in project.links} >= {
        item.id for cmoc in here.cmocs for item in (*cmoc.evidence, *cmoc.verdicts)
    }
    if SHARED.is_dir():
        schema = etree.XMLSchema(etree.parse(SHARED / "Project.xsd"))
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            schema.assertValid(etree.fromstring(package.read("project.qde")))


def test_every_coded_text_is_the_one_that_was_coded(study):
    project = read_refi(study.exports.qdpx().data).project
    names = {user.guid: user.id for user in project.users}
    codes = {code.guid: code.name for code in project.codes}
    written = sorted(
        (names[coding.user], codes[coding.code], source.text[mark.start : mark.end])
        for source in project.sources
        for mark in source.selections
        for coding in mark.codings
    )
    frame = study.segments()
    labels = {code.id: code.label.nb for code in study.codebook.current().codes}
    rows = zip(frame["coder"], frame["code"], frame["text"], strict=True)
    assert written == sorted((coder, labels[code], words) for coder, code, words in rows)
    assert len(written) == 6


@pytest.mark.skipif(
    READERS is None,
    reason="CASESTUDY_REFI_READERS names no Python that has qdapy and pyrefiqda",
)
@pytest.mark.parametrize("reader", ["qdapy", "pyrefiqda"])
def test_other_readers_find_every_coding_with_its_words(study, reader, tmp_path):
    file = tmp_path / "studie.qdpx"
    file.write_bytes(study.exports.qdpx().data)
    read = subprocess.run(
        [READERS, SCRIPT, reader, file], capture_output=True, text=True, check=True
    )
    found = json.loads(read.stdout)
    frame = study.segments()
    guids = {code.id: code.guid for code in study.codebook.current().codes}
    names = {member.handle: member.name for member in study.members.all()}
    rows = zip(frame["code"], frame["coder"], frame["text"], strict=True)
    expected = [[guids[code], names[coder], words] for code, coder, words in rows]
    assert sorted(found) == sorted(expected)


def test_what_tells_who_people_are_stays_inside(study):
    person = study.cases.participants()[0]
    study.cases.change_participant(person, role_detail="Kokk i kantina", age_band="50–59")
    with zipfile.ZipFile(io.BytesIO(study.exports.qdpx().data)) as package:
        everything = b"\n".join(package.read(name) for name in package.namelist()).decode()
    assert "P01" in everything
    for words in ("Kokk i kantina", "50–59", "Tjeneste A"):
        assert words not in everything
    losses = {loss.happened for loss in study.exports.qdpx().report.losses}
    assert {Happened.KEPT_INSIDE, Happened.LOG, Happened.HIDDEN} <= losses


def test_a_withdrawn_participants_words_do_not_go_out(study):
    study.cases.withdraw_participant(study.cases.participants()[0])
    with zipfile.ZipFile(io.BytesIO(study.exports.qdpx().data)) as package:
        everything = b"\n".join(package.read(name) for name in package.namelist()).decode()
    assert "Det er stille" in everything
    assert "P01" not in everything
    for words in ("kafégruppa", "q\u0323\u0307 er", "itj sikkert"):
        assert words not in everything


def test_blind_codings_of_others_do_not_go_out(study):
    (source, _) = study.sources.all()
    study.members.open_round("Blindt", visibility=RoundVisibility.BLIND)
    blind = study.members.rounds()[-1]
    ids = [study.as_member(name).member.id for name in ("ingrid", "jonas")]
    for member in ids:
        study.members.assign(member, [source["id"]], round_id=blind.id)
    hidden = study.as_member("jonas").coding.apply(source["id"], 0, 4, code="CH.H.1")
    ingrid = study.as_member("ingrid").member
    study.members.change(ingrid, may_export=True)
    seen = read_refi(study.as_member("ingrid").exports.qdpx().data).project
    assert hidden not in {
        coding.guid
        for source in seen.sources
        for mark in source.selections
        for coding in mark.codings
    }
    assert hidden.encode() in _project_xml(study.exports.qdpx().data)


def _project_xml(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("project.qde")


def test_going_out_needs_the_right_to_export_and_to_read(study):
    study.members.add("Frida Lie", role=MemberRole.FACILITATOR)
    for handle in ("ingrid", "frida"):
        with pytest.raises(NotPermittedError):
            study.as_member(handle).exports.qdpx()


def test_a_listed_name_stops_the_file(study):
    Path(f"{study.store.place}.names.txt").write_text("Nabo Naboen\nkafégruppa\n", "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        study.exports.qdpx()
    assert caught.value.code == "export_stopped_by_names"


# --- our own file in


def test_our_file_makes_the_same_study_where_there_was_none(study, empty_study):
    file = study.exports.qdpx()
    new = empty_study
    planned = new.interchange.plan(file.data)
    assert planned.plan.begins_codebook
    assert planned.plan.lacks == ()
    merged = new.interchange.merge(planned.plan, CLEAN)
    before, after = content(study), content(new)
    assert replace(after, title=before.title) == before
    assert new.exports.qdpx().data == file.data
    assert [one.total for one in merged.tallies] == [3, 3, 0]
    columns = ["case", "source", "title", "turn", "speaker", "participant", "role", "code"]
    columns += ["text", "coder", "layer", "round", "level", "valence", "measure", "segment"]
    assert study.segments()[columns].astype(str).equals(new.segments()[columns].astype(str))


def test_only_what_was_lost_on_the_way_out_is_missing(study, empty_study):
    planned = empty_study.interchange.plan(study.exports.qdpx().data)
    assert [loss for loss in planned.report.losses if loss.happened is not Happened.RENAMED] == []


def test_the_same_file_again_adds_nothing(study):
    planned = study.interchange.plan(study.exports.qdpx().data)
    assert {one.state for one in planned.plan.sources} == {SourceState.SAME}
    assert {one.by for one in planned.plan.coders} == {FoundBy.ID}
    assert planned.plan.codes.new == planned.plan.codes.different == ()
    assert all(set(one.codings) <= {Outcome.SAME} for one in planned.plan.tallies)
    before = content(study)
    with pytest.raises(InvalidInputError) as caught:
        study.interchange.merge(planned.plan)
    assert caught.value.code == "merge.nothing"
    assert content(study) == before


def test_codings_of_a_merged_code_go_out_as_what_they_count_as(study, empty_study):
    study.codebook.edit(Merge(codes=("CH.C.1",), into="CH.H.1", why="Det samme."))
    project = read_refi(study.exports.qdpx().data).project
    target = study.codebook.current().code("CH.H.1").guid
    counted = [
        coding
        for source in project.sources
        for mark in source.selections
        for coding in mark.codings
        if coding.code == target
    ]
    assert len(counted) == 3
    plan = study.interchange.plan(study.exports.qdpx().data).plan
    assert all(set(one.codings) <= {Outcome.SAME} for one in plan.tallies)
    take_in(empty_study, study.exports.qdpx().data, MergeChoices(names_out=True))
    assert empty_study.exports.qdpx().data == study.exports.qdpx().data


# --- two studies that grew apart


@pytest.fixture
def apart(tmp_path):
    """The same study at two places: (here, there)."""
    path = tmp_path / "her.db"
    engine = open_engine(str(path), key=None, create=True)
    create(engine)
    whole_study(engine)
    engine.dispose()
    shutil.copy(path, tmp_path / "der.db")
    here, there = open_study(str(path)), open_study(str(tmp_path / "der.db"))
    yield here, there
    here.close()
    there.close()


def test_work_done_at_two_places_comes_together_and_nobodys_is_changed(apart):
    here, there = apart
    source = here.sources.all()[0]["id"]
    ingrid, jonas = there.as_member("ingrid"), there.as_member("jonas")
    mine = next(one for one in ingrid.coding.of_source(source) if one.coder_id == ingrid.member.id)
    ingrid.coding.change(mine.id, code="CH.I.1")
    new = jonas.coding.apply(source, 0, 4, code="CH.H.2")
    jonas.coding.comment(new, "Et første svar.")
    own_here = here.as_member("ingrid").coding.apply(source, 5, 9, code="CH.H.3")
    before = {one.id: one for one in here.coding.of_source(source)}
    merged = take_in(here, there.exports.qdpx().data, MergeChoices())
    assert outcomes(merged, "Ingrid Aas") == {Outcome.SAME: 2, Outcome.KEPT: 1}
    assert outcomes(merged, "Jonas Vik") == {Outcome.SAME: 3, Outcome.ADDED: 1}
    after = {one.id: one for one in here.coding.of_source(source)}
    assert {key: after[key] for key in before if key != new} == before
    assert after[new].code_id == "CH.H.2"
    assert [one.body for one in after[new].comments] == ["Et første svar."]
    assert own_here in after
    with pytest.raises(InvalidInputError):
        take_in(here, there.exports.qdpx().data, MergeChoices())


def test_a_source_and_theory_made_there_come_in_with_their_numbers(apart):
    here, there = apart
    case = there.cases.all()[0].id
    added = add_source(there, case, name="A2-bruker")
    (first, *_) = there.realist.cmocs()
    start, end = place(there, added, "turte")
    there.realist.add_evidence(
        first.version_id, stance=Stance.SUPPORTS, place=(added, start, end), note="Nytt."
    )
    number = there.sources.get(added).number
    data = there.exports.qdpx().data
    with pytest.raises(InvalidInputError) as caught:
        take_in(here, data, MergeChoices())
    assert caught.value.code == "merge.names"
    take_in(here, data)
    assert here.sources.get(added).number == number
    assert len(here.realist.cmocs()[0].evidence) == len(first.evidence) + 1
    assert here.exports.qdpx().data == there.exports.qdpx().data


def test_codings_of_a_text_from_before_a_correction_find_their_words(apart):
    here, there = apart
    source = here.sources.all()[0]["id"]
    correct(here, source, "Kan du fortelle litt mer om det?", turn=3)
    start, end = place(there, source, "naboen")
    made = there.as_member("jonas").coding.apply(source, start, end, code="CH.H.4")
    merged = take_in(here, there.exports.qdpx().data, MergeChoices())
    assert outcomes(merged, "Jonas Vik")[Outcome.ADDED] == 1
    coding = next(one for one in here.coding.of_source(source) if one.id == made)
    assert here.sources.transcript(source).text[coding.start : coding.end] == "naboen"


def test_a_blind_round_stays_blind_for_what_comes_in(apart):
    here, there = apart
    source = here.sources.all()[0]["id"]
    here.members.open_round("Blindt", visibility=RoundVisibility.BLIND)
    blind = here.members.rounds()[-1]
    jonas = here.as_member("jonas").member.id
    here.members.assign(jonas, [source], round_id=blind.id)
    made = there.as_member("jonas").coding.apply(source, 0, 4, code="CH.H.2")
    take_in(here, there.exports.qdpx().data, MergeChoices())
    ids = {one.id for one in here.as_member("ingrid").coding.of_source(source)}
    assert made not in ids


# --- from another program


def test_a_project_from_elsewhere_is_planned_then_taken_in(study):
    project = elsewhere(("godt 😀", "Glede"), ("kom hit", "Støtte"))
    planned = study.interchange.plan(write_qdpx(project).data)
    plan = planned.plan
    assert [one.code.label.nb for one in plan.codes.new] == ["Glede", "Støtte"]
    assert [(one.state, one.words) for one in plan.sources] == [(SourceState.NEW, 10)]
    assert [one.kind for one in plan.sources[0].notices] == ["no_speakers"]
    assert [(one.coder.name, one.member_id, one.codings) for one in plan.coders] == [
        ("Kari Holm", None, 2)
    ]
    case = study.cases.all()[1].id
    choices = MergeChoices(case_id=case, type=SourceType.DOCUMENT, names_out=True)
    merged = study.interchange.merge(plan, choices)
    (source,) = merged.sources
    stored = study.sources.get(source)
    assert (stored.case_id, stored.type, stored.title) == (case, SourceType.DOCUMENT, "Intervju 7")
    frame = study.segments()
    mine = frame[frame["coder"] == "kari"]
    assert sorted(mine["text"]) == ["godt 😀", "kom hit"]
    assert set(mine["path"]) == {"Glede", "Støtte"}


def test_a_new_coder_is_from_outside_and_nobody_acts_as_them(study):
    take_in(study, elsewhere(("godt", "Glede")))
    kari = next(one for one in study.members.all() if one.name == "Kari Holm")
    assert (kari.outside, kari.active, kari.role) == (True, False, MemberRole.CODER)
    assert (kari.id, kari.handle) == (guid("kari"), "kari")
    with pytest.raises(NotFoundError):
        study.as_member("kari")


def test_who_is_let_in_has_their_work_for_their_own(study):
    take_in(study, elsewhere(("godt", "Glede")))
    kari = next(one for one in study.members.all() if one.name == "Kari Holm")
    study.members.change(kari, active=True)
    assert not study.as_member("kari").member.outside
    merged = take_in(study, elsewhere(("godt", "Tid")))
    assert outcomes(merged, "Kari Holm") == {Outcome.KEPT: 1}


def test_a_coder_can_be_somebody_in_the_team(study):
    jonas = study.as_member("jonas").member.id
    choice = CoderChoice(action=CoderAction.MEMBER, member_id=jonas)
    case = study.cases.all()[0].id
    choices = MergeChoices(coders={guid("kari"): choice}, case_id=case, names_out=True)
    take_in(study, elsewhere(("godt", "Glede")), choices)
    coding = study.coding.of_source(guid("source"))[0]
    assert coding.coder_id == jonas
    assert "Kari Holm" not in {one.name for one in study.members.all()}


def test_what_changed_elsewhere_changes_in_the_imported_layer_only(study):
    take_in(study, elsewhere(("godt", "Glede"), ("i går", "Tid")))
    jonas = study.as_member("jonas")
    own = jonas.coding.apply(guid("source"), 0, 4, code="CH.H.1")
    changed = elsewhere(("godt", "Tid"), ("i går", "Tid"))
    merged = take_in(study, changed)
    assert outcomes(merged, "Kari Holm") == {Outcome.UPDATED: 1, Outcome.SAME: 1}
    labels = {code.id: code.label.nb for code in study.codebook.current().codes}
    said = {one.id: labels[one.code_id] for one in study.coding.of_source(guid("source"))}
    assert said[guid("coding", 0)] == said[guid("coding", 1)] == "Tid"
    assert own in said


def test_the_same_work_under_new_ids_adds_nothing(study):
    project = elsewhere(("godt", "Glede"))
    take_in(study, project)
    (source,) = project.sources
    (mark,) = source.selections
    (coding,) = mark.codings
    again = replace(
        project,
        users=(replace(project.users[0], guid=guid("kari 2")),),
        codes=(replace(project.codes[0], guid=guid("ny")),),
        sources=(
            replace(
                source,
                guid=guid("s2"),
                selections=(
                    replace(
                        mark,
                        guid=guid("m2"),
                        user=guid("kari 2"),
                        codings=(
                            replace(coding, guid=guid("c2"), code=guid("ny"), user=guid("kari 2")),
                        ),
                    ),
                ),
            ),
        ),
    )
    plan = study.interchange.plan(write_qdpx(again).data).plan
    assert plan.sources[0].by is FoundBy.TEXT
    assert plan.coders[0].by is FoundBy.NAME
    assert plan.codes.new == ()
    assert plan.tallies[0].codings == {Outcome.SAME: 1}


def test_a_text_that_differs_stays_out_unless_it_is_taken_as_a_new_source(study):
    take_in(study, elsewhere(("godt", "Glede")))
    other = elsewhere(("godt", "Glede"), text="Jeg kom hit. Det var godt å komme.")
    plan = study.interchange.plan(write_qdpx(other).data).plan
    (match,) = plan.sources
    assert match.state is SourceState.DIFFERS
    assert match.choice.action is SourceAction.LEAVE
    assert plan.tallies[0].codings == {Outcome.LEFT: 1}
    case = study.cases.all()[0].id
    choice = SourceChoice(action=SourceAction.ADD, case_id=case)
    choices = MergeChoices(sources={match.key: choice}, names_out=True)
    merged = study.interchange.merge(plan, choices)
    assert outcomes(merged, "Kari Holm") == {Outcome.ADDED: 1}
    assert merged.sources != (guid("source"),)
    assert len(study.coding.of_source(guid("source"))) == 1
    again = study.interchange.plan(write_qdpx(other).data).plan
    assert again.sources[0].state is SourceState.SAME
    assert again.tallies[0].codings == {Outcome.SAME: 1}


def test_a_code_that_is_left_out_takes_its_codings_with_it_and_it_is_said(study):
    project = elsewhere(("godt", "Glede"), ("kom hit", "Støtte"))
    plan = study.interchange.plan(write_qdpx(project).data).plan
    left = next(one.code.id for one in plan.codes.new if one.code.label.nb == "Støtte")
    case = study.cases.all()[0].id
    choices = MergeChoices(codes={left: TakeInChoice.KEEP}, case_id=case, names_out=True)
    assert study.interchange.review(plan, choices).tallies[0].codings == {
        Outcome.ADDED: 1,
        Outcome.LEFT: 1,
    }
    merged = study.interchange.merge(plan, choices)
    assert outcomes(merged, "Kari Holm") == {Outcome.ADDED: 1, Outcome.LEFT: 1}
    assert "Støtte" not in {code.label.nb for code in study.codebook.current().codes}


def test_a_codes_other_definition_is_taken_over_only_by_choice(study):
    code = study.codebook.current().code("CH.H.1")
    project = RefiProject(
        codes=(
            RefiCode(
                guid=code.guid, name=code.label.nb, description="Noe annet.", colour=code.colour
            ),
        )
    )
    plan = study.interchange.plan(write_qdpx(project).data).plan
    (one,) = plan.codes.different
    assert one.differs == ("definition.nb",)
    assert study.codebook.current().code("CH.H.1").definition == code.definition
    choices = MergeChoices(codes={one.code.id: TakeInChoice.WORDING})
    study.interchange.merge(plan, choices)
    now = study.codebook.current().code("CH.H.1")
    assert now.definition.nb == "Noe annet."
    assert replace(now, definition=code.definition, unreviewed=code.unreviewed) == code


def test_comments_of_other_programs_become_memos(study):
    project = elsewhere(("godt", "Glede"))
    (source,) = project.sources
    note = RefiNote(guid=guid("n"), name="Tanke", text="Tenk på dette.", user=guid("kari"))
    marks = (replace(source.selections[0], description="En kommentar"),)
    project = replace(
        project,
        notes=(note,),
        sources=(replace(source, selections=marks, notes=(note.guid,)),),
    )
    take_in(study, project)
    memos = study.memos.of_source(guid("source"))
    assert sorted(memo.body for memo in memos) == ["En kommentar", "Tenk på dette."]


def test_a_file_that_can_not_be_read_is_refused(study):
    before = content(study)
    for data in (b"", b"PK\x03\x04 half", b"<html/>"):
        with pytest.raises(ImportRefusedError):
            study.interchange.plan(data)
    assert content(study) == before


def test_the_words_of_who_withdrew_do_not_come_back(study):
    data = study.exports.qdpx().data
    source = study.sources.all()[0]["id"]
    study.cases.withdraw_participant(study.cases.participants()[0])
    plan = study.interchange.plan(data).plan
    assert next(one for one in plan.sources if one.source.id == source).state is SourceState.CLOSED
    with pytest.raises(InvalidInputError):
        study.interchange.merge(plan, CLEAN)
    assert [one["title"] for one in study.sources.all()] == ["B-obs"]


# --- rights, counts and undo


def test_the_rights_that_are_missing_are_named(study):
    data = write_qdpx(elsewhere(("godt", "Glede"))).data
    ingrid = study.as_member("ingrid")
    plan = ingrid.interchange.plan(data).plan
    assert plan.lacks == (Verb.EDIT_CODEBOOK, Verb.EDIT_MEMBERS)
    before = content(study)
    with pytest.raises(NotPermittedError) as caught:
        ingrid.interchange.merge(plan, replace(CLEAN, case_id=study.cases.all()[0].id))
    assert "endre kodeboken, endre teamet" in caught.value.sentence("nb")
    assert content(study) == before
    study.members.add("Rut Moen", role=MemberRole.RESEARCHER)
    with pytest.raises(NotPermittedError):
        study.as_member("rut").interchange.plan(data)


def test_a_coder_may_bring_in_their_own_work(study):
    ingrid = study.as_member("ingrid")
    source = study.sources.get(study.sources.all()[0]["id"])
    text = study.sources.transcript(source.id).text
    code = study.codebook.current().code("CH.H.1")
    project = RefiProject(
        users=(RefiUser(guid=guid("i"), name="ingrid aas"),),
        codes=(RefiCode(guid=code.guid, name=code.label.nb),),
        sources=(
            RefiSource(
                guid=guid("x"),
                text=text,
                selections=(
                    RefiSelection(
                        guid=guid("m"),
                        start=0,
                        end=4,
                        codings=(RefiCoding(guid=guid("c"), code=code.guid, user=guid("i")),),
                    ),
                ),
            ),
        ),
    )
    plan = ingrid.interchange.plan(write_qdpx(project).data).plan
    assert plan.lacks == ()
    ingrid.interchange.merge(plan)
    mine = {one.id: one for one in ingrid.coding.of_source(source.id)}
    assert mine[guid("c")].coder_id == ingrid.member.id


def test_codings_that_would_be_missing_stop_the_whole(study, monkeypatch):
    project = elsewhere(("godt", "Glede"), ("kom hit", "Støtte"))
    plan = study.interchange.plan(write_qdpx(project).data).plan
    before = content(study)
    store, stored = MergeWriter._coding, []

    def forgetful(self, step, *rest):
        stored.append(step)
        return store(self, step, *rest) if len(stored) == 1 else None

    monkeypatch.setattr(MergeWriter, "_coding", forgetful)
    with pytest.raises(ConflictError) as caught:
        study.interchange.merge(plan, replace(CLEAN, case_id=study.cases.all()[0].id))
    assert caught.value.code == "merge.counts"
    assert caught.value.arguments == {"coder": "Kari Holm", "found": 2, "missing": 1}
    assert content(study) == before
    assert "Kari Holm" not in {one.name for one in study.members.all()}


def test_a_merge_is_one_change_and_is_taken_back_as_one(study):
    before, team = content(study), study.members.all()
    merged = take_in(study, elsewhere(("godt", "Glede"), ("kom hit", "Støtte")))
    assert content(study) != before
    study.interchange.undo(merged.id)
    assert content(study) == before
    assert study.members.all() == team
    with pytest.raises(NotFoundError):
        study.interchange.undo(merged.id)
    again = take_in(study, elsewhere(("godt", "Glede"), ("kom hit", "Støtte")))
    assert outcomes(again, "Kari Holm") == {Outcome.ADDED: 2}


def test_work_in_known_sources_is_taken_back_and_can_come_again(apart):
    here, there = apart
    source = here.sources.all()[0]["id"]
    jonas = there.as_member("jonas")
    new = jonas.coding.apply(source, 0, 4, code="CH.H.2")
    jonas.coding.comment(new, "Et første svar.")
    before = content(here)
    merged = take_in(here, there.exports.qdpx().data, MergeChoices())
    revision = here.sources.get(source).coding_revision
    here.interchange.undo(merged.id)
    assert content(here) == before
    assert here.sources.get(source).coding_revision > revision
    take_in(here, there.exports.qdpx().data, MergeChoices())
    assert content(here) == content(there)


def test_a_merge_that_others_have_built_on_is_not_taken_back(study):
    merged = take_in(study, elsewhere(("godt", "Glede")))
    study.as_member("jonas").coding.apply(guid("source"), 0, 4, code="CH.H.1")
    before = content(study)
    with pytest.raises(ConflictError) as caught:
        study.interchange.undo(merged.id)
    assert caught.value.code == "source_in_use"
    assert content(study) == before


def test_a_repeated_request_is_answered_with_the_first_result(study):
    plan = study.interchange.plan(write_qdpx(elsewhere(("godt", "Glede"))).data).plan
    choices = replace(CLEAN, case_id=study.cases.all()[0].id)
    first = study.interchange.merge(plan, choices, request_id="r1")
    assert study.interchange.merge(plan, choices, request_id="r1") == first


def test_a_study_that_changed_since_the_plan_is_looked_at_again(study):
    plan = study.interchange.plan(write_qdpx(elsewhere(("godt", "Glede"))).data).plan
    take_in(study, elsewhere(("godt", "Glede")))
    with pytest.raises(ConflictError) as caught:
        study.interchange.merge(plan, replace(CLEAN, case_id=study.cases.all()[0].id))
    assert caught.value.code == "changed_meanwhile"


def test_a_new_source_needs_a_case(study):
    plan = study.interchange.plan(write_qdpx(elsewhere(("godt", "Glede"))).data).plan
    with pytest.raises(InvalidInputError) as caught:
        study.interchange.merge(plan, CLEAN)
    assert caught.value.code == "merge.case_missing"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not beside the project")
@pytest.mark.parametrize(
    "file", sorted((SHARED / "files").glob("*.qd*")) or [Path("none")], ids=lambda file: file.name
)
def test_real_files_are_taken_in_or_refused_with_a_reason(file, study):
    try:
        planned = study.interchange.plan(file)
    except ImportRefusedError as refusal:
        assert "truncated" in file.name
        assert refusal.code == "refi.damaged"
        return
    before = content(study)
    choices = replace(CLEAN, case_id=study.cases.all()[0].id)
    try:
        merged = study.interchange.merge(planned.plan, choices)
    except InvalidInputError as nothing:
        assert "blank" in file.name
        assert nothing.code == "merge.nothing"
        return
    assert [one.total for one in merged.tallies] == [one.codings for one in planned.plan.coders]
    assert all(set(one.codings) <= {Outcome.ADDED} for one in merged.tallies)
    study.interchange.undo(merged.id)
    assert content(study) == before
