"""Several codes at once, split and merge: nothing is lost, and undo takes each back as one step."""

from __future__ import annotations

import pytest
from tests.build import small_study

from casestudy.domain.coding import ChosenCode
from casestudy.errors import InvalidInputError, NotPermittedError

#: For rules that no engine has a part in.
ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
HOPE, BELONGING, DRIVER = "CH.H.1", "CH.C.1", "DET.INS.2"


def ranges(study, source_id):
    return sorted((c.start, c.end, c.code_id) for c in study.coding.of_source(source_id))


def bodies(study, source_id):
    return {c.id: [each.body for each in c.comments] for c in study.coding.of_source(source_id)}


def test_several_codes_on_one_passage_are_one_step(engine):
    study, source_id = small_study(engine)
    codes = [ChosenCode(code=HOPE), ChosenCode(code=DRIVER, attributes={"valence": -1})]
    ids = study.coding.apply_all(source_id, 0, 5, codes=codes)
    found = {coding.id: coding for coding in study.coding.of_source(source_id)}
    assert [found[key].code_id for key in ids] == [HOPE, DRIVER]
    assert found[ids[1]].valence == -1
    assert len({coding.segment_id for coding in found.values()}) == 1
    study.coding.undo(source_id)
    assert study.coding.of_source(source_id) == []
    study.coding.redo(source_id)
    assert {coding.id for coding in study.coding.of_source(source_id)} == set(ids)


@ONE_ENGINE
def test_one_code_that_does_not_fit_leaves_none_behind(engine):
    study, source_id = small_study(engine)
    with pytest.raises(InvalidInputError):
        codes = [ChosenCode(code=HOPE), ChosenCode(code=HOPE, attributes={"valence": 1})]
        study.coding.apply_all(source_id, 0, 5, codes=codes)
    assert study.coding.of_source(source_id) == []


def test_both_parts_of_a_split_say_the_same(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 26, 60, code=DRIVER, valence=2, level="service")
    second = study.coding.split(key, end=40, new_start=41)
    found = {coding.id: coding for coding in study.coding.of_source(source_id)}
    assert (found[key].start, found[key].end) == (26, 40)
    assert (found[second].start, found[second].end) == (41, 60)
    said = ("code_id", "coder_id", "valence", "level", "claim_status")
    assert all(getattr(found[key], name) == getattr(found[second], name) for name in said)
    study.coding.undo(source_id)
    assert ranges(study, source_id) == [(26, 60, DRIVER)]
    study.coding.redo(source_id)
    assert ranges(study, source_id) == [(26, 40, DRIVER), (41, 60, DRIVER)]


@ONE_ENGINE
def test_a_split_that_would_not_be_two_parts_is_refused(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 26, 60, code=HOPE)
    for end, new_start in ((26, 26), (60, 60), (40, 39), (20, 40), (40, 70)):
        with pytest.raises(InvalidInputError) as refused:
            study.coding.split(key, end=end, new_start=new_start)
        assert refused.value.code == "split_outside"
    assert ranges(study, source_id) == [(26, 60, HOPE)]


def test_merged_codings_stretch_over_all_and_keep_every_comment(engine):
    study, source_id = small_study(engine)
    jonas = study.as_member("jonas")
    first, second, third = (
        study.coding.apply(source_id, *place, code=HOPE)
        for place in ((26, 40), (38, 50), (50, 60))
    )
    jonas.coding.comment(second, "Mitt syn")
    study.coding.comment(third, "Mitt eget")
    study.coding.merge(third, [first, second])
    assert ranges(study, source_id) == [(26, 60, HOPE)]
    assert bodies(study, source_id) == {third: ["Mitt syn", "Mitt eget"]}
    study.coding.undo(source_id)
    assert len(study.coding.of_source(source_id)) == 3
    assert bodies(study, source_id) == {first: [], second: ["Mitt syn"], third: ["Mitt eget"]}


@ONE_ENGINE
def test_codings_with_only_a_space_between_them_are_side_by_side(engine):
    study, source_id = small_study(engine)
    text = study.sources.transcript(source_id).text
    gap = text.index(" ", 30)
    first = study.coding.apply(source_id, 26, gap, code=HOPE)
    second = study.coding.apply(source_id, gap + 1, 60, code=HOPE)
    study.coding.merge(first, [second])
    assert ranges(study, source_id) == [(26, 60, HOPE)]


@ONE_ENGINE
def test_codings_that_are_not_one_stay_apart(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 26, 40, code=HOPE)
    reasons = {
        study.coding.apply(source_id, 40, 60, code=BELONGING): "merge_differs",
        study.coding.apply(source_id, 40, 60, code=HOPE, level="service"): "merge_differs",
        study.coding.apply(source_id, 50, 60, code=HOPE): "merge_apart",
        key: "merge_nothing",
    }
    before = ranges(study, source_id)
    for other, reason in reasons.items():
        with pytest.raises(InvalidInputError) as refused:
            study.coding.merge(key, [other, key])
        assert refused.value.code == reason
    assert ranges(study, source_id) == before


@ONE_ENGINE
def test_nobody_splits_or_merges_anothers_coding(engine):
    study, source_id = small_study(engine)
    mine = study.coding.apply(source_id, 26, 40, code=HOPE)
    jonas = study.as_member("jonas")
    his = jonas.coding.apply(source_id, 40, 50, code=HOPE)
    with pytest.raises(NotPermittedError):
        jonas.coding.split(mine, end=30, new_start=30)
    with pytest.raises(NotPermittedError):
        jonas.coding.merge(his, [mine])
    assert len(study.coding.of_source(source_id)) == 2


def test_a_comment_written_after_undo_is_kept_through_redo_and_undo(engine):
    study, source_id = small_study(engine)
    jonas = study.as_member("jonas")
    key = study.coding.apply(source_id, 26, 60, code=HOPE)
    second = study.coding.split(key, end=40, new_start=40)
    jonas.coding.comment(second, "Til den andre")
    study.coding.undo(source_id)
    assert bodies(study, source_id) == {key: ["Til den andre"]}
    study.coding.redo(source_id)
    assert bodies(study, source_id) == {key: [], second: ["Til den andre"]}
    study.coding.merge(key, [second])
    study.coding.undo(source_id)
    jonas.coding.comment(second, "Og etter")
    study.coding.redo(source_id)
    assert bodies(study, source_id) == {key: ["Til den andre", "Og etter"]}
    study.coding.undo(source_id)
    assert bodies(study, source_id) == {key: [], second: ["Til den andre", "Og etter"]}


@ONE_ENGINE
def test_a_measure_of_another_case_is_refused(engine):
    from tests.build import add_case

    study, source_id = small_study(engine)
    case_id = study.sources.transcript(source_id).source.case_id
    own = study.cases.add_measure("Likepersoner", case_id=case_id)
    foreign = study.cases.add_measure("Dagbok", case_id=add_case(study, "B"))
    code = next(
        code.id
        for code in study.codebook.current().assignable
        if "measure" in study.codebook.current().attributes_of(code.id)
    )
    study.coding.apply(source_id, 0, 5, code=code, measure_id=own)
    with pytest.raises(InvalidInputError) as refused:
        study.coding.apply(source_id, 0, 5, code=code, measure_id=foreign)
    assert refused.value.code == "measure_of_other_case"
