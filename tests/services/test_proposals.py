"""Codes proposed while coding: at hand at once, never numbered twice, and hidden with their words."""

from __future__ import annotations

import uuid

import pytest
from tests.build import build_study, small_study

from casestudy.domain.vocabulary import CodeStatus, MemberRole
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.store.tables import CHANGE

#: For rules that no engine has a part in.
ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)


def test_a_proposed_code_stands_under_the_branch_and_is_applied_by_its_guid(engine):
    study, source_id = small_study(engine)
    guid = str(uuid.uuid4())
    code_id = study.as_member("ingrid").codebook.propose_code(
        source_id, " Å bli\nsett ", guid=guid
    )
    assert code_id == "NY.1"
    codebook = study.codebook.current()
    code = codebook.code(code_id)
    assert (code.label.nb, code.label.en, code.definition.nb) == ("Å bli sett", "Å bli sett", "")
    assert (code.status, code.guid, code.proposal) == (CodeStatus.PROPOSED, guid, 1)
    assert codebook.branch(code_id).id == "NY"
    assert codebook.attributes_of(code_id) == codebook.attributes_of("NY")
    assert code in codebook.assignable
    assert code.colour not in {other.colour for other in codebook.codes if other is not code}
    key = study.coding.apply(source_id, 0, 5, code=guid, level="service")
    assert study.coding.of_source(source_id)[0].code_id == code_id
    study.coding.change(key, code="CH.H.1")
    study.coding.change(key, code=guid)
    assert study.coding.of_source(source_id)[0].code_id == code_id


@ONE_ENGINE
def test_undo_of_the_coding_leaves_the_code(engine):
    study, source_id = small_study(engine)
    code_id = study.codebook.propose_code(source_id, "Å bli sett")
    study.coding.apply(source_id, 0, 5, code=code_id)
    study.coding.undo(source_id)
    with pytest.raises(InvalidInputError):
        study.coding.undo(source_id)
    assert study.codebook.current().code(code_id)


def test_the_same_guid_gives_the_same_code_and_numbers_go_on(engine):
    study, source_id = small_study(engine)
    guid = str(uuid.uuid4())
    first = study.codebook.propose_code(source_id, "Å bli sett", guid=guid)
    assert study.codebook.propose_code(source_id, "Noe annet", guid=guid) == first
    assert study.codebook.propose_code(source_id, "Å høre til") == "NY.2"
    state = study.coding.state_since(source_id, 0)
    assert (state.proposals, state.can_undo) == (2, False)


@ONE_ENGINE
def test_a_number_that_the_codebook_file_has_taken_is_passed_over(engine):
    from tests.build import CODEBOOK, add_case, add_source

    study = build_study(engine, codebook=False)
    own = "\n- id: NY.1\n  parent: NY\n  colour: '#db6371'\n  label: {nb: Egen, en: Own}\n"
    study.codebook.take_in(CODEBOOK.read_text("utf-8") + own, file_name="bok.yaml")
    source_id = add_source(study, add_case(study))
    code_id = study.codebook.propose_code(source_id, "Å bli sett")
    assert code_id == "NY.2"
    assert study.coding.state_since(source_id, 0).proposals == 2
    assert study.codebook.current().code(code_id).proposal == 2


@ONE_ENGINE
def test_a_name_must_be_there_and_short(engine):
    study, source_id = small_study(engine)
    for label, reason in (("  ", "empty_field"), ("x" * 81, "label_too_long")):
        with pytest.raises(InvalidInputError) as refused:
            study.codebook.propose_code(source_id, label)
        assert refused.value.code == reason


@ONE_ENGINE
def test_only_those_who_code_propose(engine):
    study, source_id = small_study(engine)
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    ruth = study.as_member("ruth")
    assert study.as_member("ingrid").codebook.takes_proposals()
    assert not ruth.codebook.takes_proposals()
    with pytest.raises(NotPermittedError):
        ruth.codebook.propose_code(source_id, "Å bli sett")
    with pytest.raises(NotFoundError):
        study.codebook.propose_code(str(uuid.uuid4()), "Å bli sett")


@ONE_ENGINE
def test_a_codebook_without_the_branch_says_so(engine):
    from tests.build import add_case, add_source

    study = build_study(engine, codebook=False)
    source_id = add_source(study, add_case(study))
    assert not study.codebook.takes_proposals()
    with pytest.raises(InvalidInputError) as refused:
        study.codebook.propose_code(source_id, "Å bli sett")
    assert refused.value.code == "no_branch_for_proposals"


def test_words_of_a_source_are_hidden_and_erased_with_it(engine):
    study, source_id = small_study(engine)
    words = study.codebook.propose_code(source_id, "turte å si det", in_vivo=True)
    own = study.codebook.propose_code(source_id, "Mot")

    def labels():
        codebook = study.codebook.current()
        return codebook.code(words).label.nb, codebook.code(own).label.nb

    assert labels() == ("turte å si det", "Mot")
    with study.store.read() as reader:
        assert "turte" not in repr(reader.rows(CHANGE))
    (person,) = study.cases.participants()
    study.cases.withdraw_participant(person)
    assert labels() == (words, "Mot")
    with study.store.read() as reader:
        from casestudy.store.tables import CODE_VERSION

        assert reader.rows(CODE_VERSION, code_id=words)[0]["label_nb"] == "turte å si det"


def test_words_of_a_source_are_no_name_for_who_may_not_read_them(engine):
    study, source_id = small_study(engine)
    words = study.codebook.propose_code(source_id, "satt på trappa", in_vivo=True)
    own = study.codebook.propose_code(source_id, "Mot")
    study.coding.apply(source_id, 0, 5, code=words)
    study.coding.apply(source_id, 0, 5, code=own)
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    study.members.add("Finn Berg", role=MemberRole.FACILITATOR)
    readers = ("mona", "ingrid")

    def names(handle):
        codebook = study.as_member(handle).codebook.current()
        return [codebook.code(code).label for code in (words, own)]

    for handle in ("mona", "ingrid", "ruth", "finn"):
        said, mine = names(handle)
        name = "satt på trappa" if handle in readers else words
        assert (said.nb, said.en, mine.nb) == (name, name, "Mot")
    rows = study.as_member("finn").analyses.code_case().codes
    assert "trappa" not in repr(rows)
    assert words in repr(rows)
    assert "trappa" in repr(study.analyses.code_case().codes)


@ONE_ENGINE
def test_no_file_for_others_has_a_name_made_of_a_sources_words(engine):
    study, source_id = small_study(engine)
    words = study.codebook.propose_code(source_id, "satt på trappa", in_vivo=True)
    study.coding.apply(source_id, 0, 5, code=words)
    made = study.exports.codebook(form="yaml").decode()
    assert "trappa" not in made
    assert read_codebook(made, file_name="bok.yaml").code(words).label.nb == words
    page = study.exports.code_case(form="html").decode()
    assert "trappa" not in page
    assert words in page
    # This one holds the words themselves, for those who may read them.
    assert "satt på trappa" in study.exports.segments(form="csv").decode()
