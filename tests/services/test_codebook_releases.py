"""Releases: frozen once, never changed, and without the words of a source."""

from __future__ import annotations

from datetime import date

import pytest
from tests.build import CODEBOOK, build_study

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook_edits import Describe, Merge, Move, Place, Retire
from casestudy.domain.lineage import LineageKind
from casestudy.domain.releases import next_number
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.exchange.codebook_yaml import read_codebook, write_codebook

ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)


def refused(work):
    with pytest.raises((InvalidInputError, NotFoundError)) as caught:
        work()
    return caught.value.code


def test_a_release_stays_as_it_was_whatever_comes_after(small):
    first = small.codebook.release("0.1")
    small.codebook.edit(Describe(code="CH.H.1", words={"definition.en": "Other."}))
    small.codebook.edit(Move(code="CH.H.2", parent="CH.C"))
    small.codebook.edit(Retire(code="CH.I", replaced_by="CH.M", why="x"))
    small.codebook.edit(Merge(codes=("CH.H.3",), into="CH.H.1", why="x"))
    made = small.codebook.freeze("0.2", note=Bilingual(nb="Etter møtet", en="After the meeting"))
    assert (made.number, made.member, made.date) == ("0.2", "mona", made.frozen_at.date())
    second = small.codebook.release("0.2")
    assert second == small.codebook.current()
    assert (second.release, second.note.en) == ("0.2", "After the meeting")
    assert second.code("CH.H.3").replaced_by == "CH.H.1"
    small.codebook.edit(Describe(code="CH.H.1", words={"label.en": "Third"}))
    assert small.codebook.release("0.1") == first
    assert small.codebook.release("0.2") == second
    assert first.code("CH.I").status is CodeStatus.ACTIVE
    assert second.code("CH.I").status is CodeStatus.RETIRED
    assert [one.number for one in small.codebook.releases()] == ["0.1", "0.2"]
    assert small.codebook.releases()[0].codes == len(first.codes)


def test_each_step_tells_the_release_it_went_into(small):
    small.codebook.edit(Describe(code="CH.H.1", words={"cue.en": "One"}, why="tydeligere"))
    small.codebook.edit(Describe(code="CH.H.1", words={"cue.en": "Two"}))
    small.codebook.undo()
    small.codebook.freeze("0.2")
    small.codebook.edit(Move(code="CH.H.1", parent="CH.C"))
    added, reworded, moved = small.codebook.lineage("CH.H.1")
    assert (added.kind, added.to_ids, added.release) == (LineageKind.ADDED, ("CH.H.1",), "0.1")
    assert (reworded.release, reworded.why, reworded.member) == ("0.2", "tydeligere", "mona")
    assert (moved.release, moved.kind) == (None, LineageKind.MOVED)
    assert small.codebook.steps(since_release=True) == [moved]
    graph = small.codebook.lineage_graph("CH.H.1")
    assert [data["kind"] for *_, data in graph.edges(data=True)] == ["reworded", "moved"]


@ONE_ENGINE
def test_freezing_says_what_it_needs(small):
    assert refused(lambda: small.codebook.freeze("0.2")) == "codebook.nothing_to_freeze"
    assert not small.codebook.readiness().changed
    small.codebook.edit(Describe(code="CH.H.1", words={"cue.en": ""}))
    ready = small.codebook.readiness()
    assert (ready.number, ready.changed, ready.untranslated) == ("0.2", True, 1)
    assert refused(lambda: small.codebook.freeze("0.1")) == "release_exists"
    assert refused(lambda: small.codebook.freeze("to / to")) == "codebook.bad_release_number"
    assert refused(lambda: small.codebook.release("9")) == "not_found.codebook_release"


def test_words_of_a_source_are_renamed_or_left_by_id(sourced):
    study, source_id = sourced
    code = study.codebook.propose_code(source_id, "turte å si det", in_vivo=True)
    own = study.codebook.propose_code(source_id, "Mot")
    study.codebook.edit(Place(code=code, parent="CH.C"))
    ready = study.codebook.readiness()
    assert (ready.in_vivo, ready.proposals) == ((code,), (own,))
    assert refused(lambda: study.codebook.freeze("0.2")) == "codebook.in_vivo_names"
    study.codebook.freeze("0.2", leave_by_id=(code,))
    frozen = study.codebook.release("0.2")
    assert (frozen.code(code).label.nb, frozen.code(code).label.en) == (code, code)
    assert study.codebook.current().code(code).label.nb == "turte å si det"
    assert refused(lambda: frozen.code(own)) == "codebook.unknown_code"
    assert [step.to_ids for step in study.codebook.steps(since_release=True)] == [(own,)]
    study.codebook.edit(Describe(code=code, words={"label.en": "Courage"}))
    assert study.codebook.readiness().in_vivo == (code,)
    study.codebook.edit(Describe(code=code, words={"label.nb": "Mot til å si fra"}))
    assert study.codebook.readiness().in_vivo == (code,)
    study.codebook.edit(
        Describe(
            code=code, words={"label.nb": "Mot til å si ifra", "label.en": "Courage to speak"}
        )
    )
    study.codebook.freeze("0.3", keep_proposals=(own,))
    assert study.codebook.release("0.3").code(code).label.en == "Courage to speak"
    assert study.codebook.release("0.3").code(own).status is CodeStatus.PROPOSED
    assert study.codebook.release("0.2").code(code).label.nb == code


@ONE_ENGINE
def test_a_release_names_no_code_that_was_left_out(sourced):
    study, source_id = sourced
    own = study.codebook.propose_code(source_id, "Mot")
    study.codebook.edit(Describe(code="CH.H.1", words={"confused_with": (own,)}))
    study.codebook.freeze("0.2")
    assert study.codebook.release("0.2").code("CH.H.1").confused_with == ()
    assert study.codebook.current().code("CH.H.1").confused_with == (own,)


@ONE_ENGINE
def test_a_proposal_that_never_had_a_place_leaves_no_trace_in_a_release(sourced):
    study, source_id = sourced
    merged = study.codebook.propose_code(source_id, "turte å si det", in_vivo=True)
    dropped = study.codebook.propose_code(source_id, "si det", in_vivo=True)
    study.codebook.edit(Merge(codes=(merged,), into="CH.H.1", why="samme"))
    study.codebook.edit(Retire(code=dropped, why="ikke noe eget"))
    assert study.codebook.readiness().in_vivo == ()
    study.codebook.edit(Describe(code="CH.H.1", words={"cue.en": "One"}))
    study.codebook.freeze("0.2")
    assert not {merged, dropped} & {code.id for code in study.codebook.release("0.2").codes}
    added, step, _ = study.codebook.lineage(merged)
    assert (added.release, step.kind, step.release) == (None, LineageKind.MERGED, "0.2")


@ONE_ENGINE
def test_a_codebook_comes_out_as_it_went_in(engine):
    study = build_study(engine, codebook=False)
    book = read_codebook(CODEBOOK.read_text("utf-8"), file_name="bok.yaml")
    study.codebook.begin(book)
    assert study.codebook.release(book.release) == study.codebook.current() == book
    assert read_codebook(write_codebook(study.codebook.current()), file_name="x") == book
    assert study.codebook.releases()[0].date == book.date != date.min
    assert refused(lambda: study.codebook.begin(book)) == "release_exists"


@pytest.mark.parametrize(
    ("last", "following"),
    [("0.1", "0.2"), ("0.9", "0.10"), ("2", "3"), ("1.0b", "1.1b"), ("v", "v.1")],
)
def test_the_next_number_counts_up_the_last_digits(last, following):
    assert next_number(last) == following
