"""Drafts and preferences: kept for oneself, and told to nobody."""

from __future__ import annotations

import pytest

from casestudy.domain.notes import Preference
from casestudy.domain.vocabulary import MemberRole, MemoTarget
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.tables import CHANGE, DRAFT


@pytest.fixture
def study(small):
    return small


@pytest.fixture
def source_id(study):
    return study.sources.all()[0]["id"]


def bodies(member, source_id):
    return [draft.body for draft in member.drafts.of_source(source_id)]


def changes(study):
    with study.store.read() as reader:
        return reader.rows(CHANGE)


@pytest.mark.engines
def test_a_draft_is_kept_as_last_written_and_only_for_oneself(study, source_id):
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    before = changes(study)
    ingrid.drafts.save(source_id, MemoTarget.TURN, f"{source_id}:2", "Hun sier ")
    ingrid.drafts.save(source_id, MemoTarget.TURN, f"{source_id}:2", "Hun sier at 🙂 ")
    jonas.drafts.save(source_id, MemoTarget.SOURCE, source_id, "Mitt")
    (draft,) = ingrid.drafts.of_source(source_id)
    assert (draft.target_kind, draft.target_id) == (MemoTarget.TURN, f"{source_id}:2")
    assert draft.body == "Hun sier at 🙂 "
    assert bodies(jonas, source_id) == ["Mitt"]
    assert changes(study) == before


@pytest.mark.parametrize("emptied", ["", " \n"])
def test_an_emptied_draft_is_dropped(study, source_id, emptied):
    study.drafts.save(source_id, MemoTarget.SOURCE, source_id, "Noe")
    study.drafts.save(source_id, MemoTarget.SOURCE, source_id, emptied)
    assert study.drafts.of_source(source_id) == []


def test_a_draft_is_dropped_and_dropping_nothing_is_harmless(study, source_id):
    study.drafts.save(source_id, MemoTarget.SOURCE, source_id, "Noe")
    for _ in range(2):
        study.drafts.drop(MemoTarget.SOURCE, source_id)
    assert study.drafts.of_source(source_id) == []


def test_a_draft_has_an_end_and_a_source(study, source_id):
    with pytest.raises(InvalidInputError) as refused:
        study.drafts.save(source_id, MemoTarget.SOURCE, source_id, "x" * 20_001)
    assert refused.value.code == "draft_too_long"
    with pytest.raises(NotFoundError):
        study.drafts.save("none", MemoTarget.SOURCE, "none", "Noe")


def test_a_draft_goes_with_its_source(study, source_id):
    study.drafts.save(source_id, MemoTarget.SOURCE, source_id, "Noe")
    study.visits.here(source_id, place=0)
    study.sources.delete(source_id, confirmed=study.sources.use(source_id))
    with study.store.read() as reader:
        assert reader.rows(DRAFT) == []


@pytest.mark.engines
def test_preferences_are_ones_own_and_can_be_taken_back(study):
    ingrid = study.as_member("ingrid")
    ingrid.preferences.set(Preference.SHORTCUTS, {"undo": "Mod+Å"})
    ingrid.preferences.set(Preference.MARGIN, "coder")
    ingrid.preferences.set(Preference.MARGIN, ["branch"])
    assert ingrid.preferences.all() == {"shortcuts": {"undo": "Mod+Å"}, "margin": ["branch"]}
    assert study.preferences.all() == {}
    ingrid.preferences.set(Preference.MARGIN, None)
    assert ingrid.preferences.all() == {"shortcuts": {"undo": "Mod+Å"}}


def test_a_preference_leaves_no_change_record(study):
    before = changes(study)
    study.preferences.set(Preference.PANE, {"size": 2})
    assert changes(study) == before


def nested(depth):
    return [nested(depth - 1)] if depth else []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("å" * 9_999 + "x", "preference_too_large"),
        ({"a": float("nan")}, "preference_unusable"),
        ({"a": {1, 2}}, "preference_unusable"),
        ("\ud800", "preference_unusable"),
    ],
)
def test_what_can_not_be_kept_is_refused(study, value, code):
    with pytest.raises(InvalidInputError) as refused:
        study.preferences.set(Preference.PANE, value)
    assert refused.value.code == code
    assert study.preferences.all() == {}


def test_the_largest_preference_is_kept(study):
    study.preferences.set(Preference.PANE, "x" * 19_998)
    assert len(study.preferences.all()["pane"]) == 19_998


def test_a_role_that_may_not_read_sets_nothing(study, source_id):
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    ruth = study.as_member("ruth")
    with pytest.raises(NotPermittedError):
        ruth.preferences.set(Preference.PANE, 1)
    with pytest.raises(NotPermittedError):
        ruth.drafts.save(source_id, MemoTarget.SOURCE, source_id, "Noe")


def test_only_a_leader_turns_suggestions_off(study):
    assert study.info.suggestions
    with pytest.raises(NotPermittedError):
        study.as_member("ingrid").allow_suggestions(on=False)
    study.allow_suggestions(on=False)
    assert not study.info.suggestions
    assert changes(study)[-1]["verb"] == "stop_suggestions"
    study.allow_suggestions(on=True)
    assert study.info.suggestions
