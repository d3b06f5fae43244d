"""Sources: stored once, linked afterwards, taken out with what hangs on them in view."""

from __future__ import annotations

import pytest
from tests.build import TALK, add_case, add_person, build_study, parsed, small_study

from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.domain.vocabulary import ConsentScope, Role, SourceType
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.tables import SEGMENT, TEXT_VERSION, TURN


def test_a_stored_source_reads_back_with_numbered_turns_and_roles(engine):
    study, source_id = small_study(engine)
    transcript = study.sources.transcript(source_id)
    said = [(t.number, t.speaker, transcript.text[t.start : t.end]) for t in transcript.turns]
    assert said == [(n, speaker, words) for n, (speaker, words) in enumerate(TALK, start=1)]
    assert [t.interviewer for t in transcript.turns] == [True, False, True, False]
    assert transcript.turns[1].role is Role.SERVICE_USER
    assert transcript.source.number == 1


def test_the_same_file_is_recognised_and_refused(engine):
    study, source_id = small_study(engine)
    case = study.cases.all()[0]
    with pytest.raises(ConflictError) as refused:
        study.sources.store(
            parsed(), SourcePlan(title="x", type=SourceType.INTERVIEW, case_id=case.id)
        )
    assert refused.value.code == "source_exists"
    assert study.sources.already_here(parsed().file_sha256).id == source_id


def test_links_to_labels_that_are_not_in_the_file_are_refused(engine):
    study = build_study(engine)
    plan = SourcePlan(
        title="x", type=SourceType.INTERVIEW, case_id=None, speakers=(SpeakerLink(label="P99"),)
    )
    with pytest.raises(InvalidInputError):
        study.sources.store(parsed(), plan)
    assert study.sources.all() == []


def test_speaker_links_can_be_changed_after_coding(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 30, 50, code="CH.H.1")
    case = study.cases.all()[0]
    other = add_person(study, "P02", case.id, role=Role.STAFF)
    speaker = next(s for s in study.sources.speakers(source_id) if s.label == "P01")
    study.sources.link_speaker(speaker, SpeakerLink(label="P01", participant_id=other))
    assert list(study.segments()["role"]) == ["staff"]
    with pytest.raises(ConflictError):
        study.sources.link_speaker(speaker, SpeakerLink(label="P01"))


def test_an_import_is_undone_while_nothing_hangs_on_it(engine):
    study, source_id = small_study(engine)
    study.sources.undo_import(source_id)
    assert study.sources.all() == []
    with study.store.read() as reader:
        assert [reader.count(table) for table in (TEXT_VERSION, TURN, SEGMENT)] == [0, 0, 0]


def test_a_coded_source_is_deleted_only_as_it_was_shown(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 5, code="CH.H.1")
    with pytest.raises(ConflictError):
        study.sources.undo_import(source_id)
    seen = study.sources.use(source_id)
    key = study.as_member("ingrid").coding.apply(source_id, 0, 9, code="CH.H.1")
    study.coding.comment(key, "Se her")
    with pytest.raises(ConflictError):
        study.sources.delete(source_id, confirmed=seen)
    use = study.sources.use(source_id)
    assert (use.codings, use.coders, use.memos) == (2, 2, 1)
    with pytest.raises(NotPermittedError):
        study.as_member("ingrid").sources.delete(source_id, confirmed=use)
    study.sources.delete(source_id, confirmed=use)
    assert study.sources.all() == []
    assert study.segments().empty


def test_who_saves_second_is_told(engine):
    study, source_id = small_study(engine)
    seen = study.sources.get(source_id)
    study.sources.change(seen, title="Intervju 1")
    with pytest.raises(ConflictError):
        study.sources.change(seen, title="Intervju A")
    assert study.sources.get(source_id).title == "Intervju 1"


def test_a_withdrawn_participants_words_are_nowhere(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 60, code="CH.H.1")
    study.cases.withdraw_participant(study.cases.participants()[0])
    for look in (study.sources.transcript, study.sources.get, study.coding.of_source):
        with pytest.raises(NotFoundError):
            look(source_id)
    assert study.sources.all() == []
    assert study.segments().empty
    assert study.matrix().empty
    assert study.overview().codings == 0


def test_words_are_hidden_while_consent_to_transcripts_is_missing(engine):
    study, source_id = small_study(engine)
    (person,) = study.cases.participants()
    study.cases.record_consent(person.id, [ConsentScope.AUDIO])
    assert study.sources.all() == []
    study.cases.record_consent(person.id, [ConsentScope.TRANSCRIPT])
    assert [source["id"] for source in study.sources.all()] == [source_id]


def test_imported_files_report_their_speakers(engine, tmp_path):
    study = build_study(engine)
    add_case(study)
    good = tmp_path / "A1-bruker.txt"
    good.write_text("\n\n".join(f"{who}: {words}" for who, words in TALK * 3), "utf-8")
    empty = tmp_path / "tom.docx"
    empty.write_bytes(b"")
    first, second = study.sources.import_files([good, empty], case="A", role=Role.SERVICE_USER)
    assert (first.number, first.turns, first.unlinked) == (1, 12, ())
    assert second.error is not None
    assert second.error.code == "import.empty"
    assert [person.pseudonym for person in study.cases.participants()] == ["P01"]
    again = study.sources.import_files([good], case="A")
    assert again[0].error is not None
    assert again[0].error.code == "source_exists"


def test_who_is_new_in_one_file_of_a_batch_is_known_in_the_next(engine, tmp_path):
    study = build_study(engine)
    add_case(study)
    files = [tmp_path / f"A{number}.txt" for number in range(3)]
    for number, file in enumerate(files):
        file.write_text("\n\n".join(f"{who}: {words} {number}" for who, words in TALK), "utf-8")
    files[1].write_bytes(files[0].read_bytes())
    lines = study.sources.import_files(files, case="A", role=Role.SERVICE_USER)
    assert [line.error and line.error.code for line in lines] == [None, "source_exists", None]
    assert [line.number for line in lines] == [1, None, 2]
    person = next(iter(study.cases.participants()))
    linked = {s.participant_id for s in study.sources.all_speakers() if not s.is_interviewer}
    assert linked == {person.id}
    assert len(study.cases.participants()) == 1


def test_an_unknown_case_is_refused_before_any_file_is_read(engine, tmp_path):
    with pytest.raises(InvalidInputError) as refused:
        build_study(engine).sources.import_files([tmp_path / "borte.txt"], case="Q")
    assert refused.value.code == "unknown_case"


def test_sentences_stay_inside_their_turns(engine):
    study, source_id = small_study(engine)
    text = study.sources.transcript(source_id).text
    said = [text[start:end] for start, end in study.sources.sentences(source_id)]
    assert "Det var første gang jeg trodde på det." in said
    assert said[0] == TALK[0][1]
