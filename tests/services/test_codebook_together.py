"""Two editors at the same moment: one after the other, and the tree stays a tree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from casestudy.domain.codebook_edits import Add, Describe, Move
from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import CaseStudyError

pytestmark = pytest.mark.engines


@pytest.fixture
def editors(small):
    small.members.add("Rolf Berg", role=MemberRole.RESEARCHER)
    return small, small.as_member("rolf")


def at_once(*works):
    """Do each of the works in a thread of its own, all begun together; return what became of each."""
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait()
        try:
            return work()
        except CaseStudyError as error:
            return error.code

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_codes_moved_below_each_other_at_once_make_no_ring(editors):
    mona, rolf = editors
    for _ in range(5):
        became = at_once(
            lambda: mona.codebook.edit(Move(code="CH.C", parent="CH.H")),
            lambda: rolf.codebook.edit(Move(code="CH.H", parent="CH.C")),
        )
        assert became.count("codebook.below_itself") == 1
        for study in editors:
            if study.codebook.undo_steps()[0] is not None:
                study.codebook.undo()
    assert {
        code.parent for code in mona.codebook.current().codes if code.id in {"CH.C", "CH.H"}
    } == {"CH"}


def test_codes_added_at_once_get_ids_of_their_own(editors):
    works = [
        lambda study=study: study.codebook.edit(Add(parent="CH.H", words={"label.nb": "Ny"})).added
        for study in editors * 3
    ]
    added = [one for made in at_once(*works) for one in made]
    assert set(added) == {f"CH.H.{number}" for number in range(6, 12)}


def test_of_two_who_reword_what_they_saw_one_is_told(editors):
    mona, rolf = editors
    seen = mona.codebook.current().versions
    became = at_once(
        *(
            lambda study=study, words=words: study.codebook.edit(
                Describe(code="CH.H.1", words={"cue.en": words}), seen=seen
            )
            for study, words in ((mona, "hers"), (rolf, "his"))
        )
    )
    assert became.count("changed_meanwhile") == 1
