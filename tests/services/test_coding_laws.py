"""Whatever two coders do in a source: each has their own layer, and every step can be taken back."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.build import add_case, add_source, build_study

from casestudy.domain.coding import ChosenCode
from casestudy.errors import CaseStudyError
from casestudy.store.check import check

pytestmark = pytest.mark.slow

CODES = ("CH.H.1", "CH.C.1", "DET.INS.2")
KINDS = (
    *("apply", "apply_all", "change", "split", "merge", "remove", "comment", "memo"),
    *("memo_edit", "memo_remove", "undo", "redo"),
)
#: What often follows each other; a star marks what the other coder does.
MOTIFS = (
    *((kind,) for kind in KINDS),
    ("apply", "split", "comment*", "undo", "comment*", "redo"),
    ("apply", "split", "comment*", "merge", "undo", "comment*", "redo", "undo"),
    ("memo", "memo_edit", "undo", "memo_edit", "undo", "redo"),
)
#: Steps that no comment gets lost by, done, undone or redone.
GATHERING = {"split", "merge"}


@dataclass
class Coder:
    """One coder, and what their layer should be: now, before each step, and after each undone."""

    study: object
    source_id: str
    now: tuple = ((), ())
    kind: str = ""
    before: list = field(default_factory=list)
    undone: list = field(default_factory=list)

    @property
    def me(self):
        return self.study.member.id

    def layer(self):
        """The codings and memos of this coder that stand, without what others may move."""
        codings = tuple(
            (c.id, c.start, c.end, c.code_id, c.level)
            for c in sorted(self.study.coding.of_source(self.source_id), key=lambda c: c.id)
            if c.coder_id == self.me
        )
        memos = tuple(
            (memo.id, memo.body)
            for memo in sorted(self.study.memos.of_source(self.source_id), key=lambda m: m.id)
            if memo.author_id == self.me and memo.target_kind != "coding"
        )
        return codings, memos

    def step(self, kind, place, pick):
        """Do something; return whether it was done."""
        comments = comments_seen(self)
        try:
            getattr(self, kind)(place, pick)
        except CaseStudyError as error:
            assert error.code not in {"undo_later_change", "store.rule_broken"}, kind
            return False
        if kind == "undo":
            done = self.kind
            self.undone.append((self.kind, self.now))
            self.kind, self.now = self.before.pop()
        elif kind == "redo":
            self.before.append((self.kind, self.now))
            self.kind, self.now = self.undone.pop()
            done = self.kind
        else:
            self.before.append((self.kind, self.now))
            self.kind, self.now = kind, self.layer()
            self.undone.clear()
            done = kind
        if done in GATHERING:
            assert comments_seen(self) == comments
        return True

    def own(self, pick):
        return self.now[0][pick % len(self.now[0])] if self.now[0] else ("none", 0, 1, "", "")

    def apply(self, place, pick):
        code = CODES[pick // 5 % 3]
        self.study.coding.apply(self.source_id, place, place + 6, code=code)

    def apply_all(self, place, pick):
        codes = [ChosenCode(code=code) for code in CODES[: 1 + pick % 3]]
        self.study.coding.apply_all(self.source_id, place, place + 6, codes=codes)

    def change(self, place, pick):
        level = ("service", None)[place % 2]
        self.study.coding.change(self.own(pick)[0], start=place, end=place + 5, level=level)

    def split(self, place, pick):
        key, start, end, *_ = self.own(pick)
        cut = start + place % max(1, end - start)
        self.study.coding.split(key, end=cut, new_start=cut)

    def merge(self, place, pick):
        key, start, end, code, level = self.own(pick)
        alike = [one for one in self.now[0] if one[3:] == (code, level)]
        near = [one[0] for one in alike if one[1] <= end and start <= one[2]]
        self.study.coding.merge(key, near)

    def remove(self, place, pick):
        self.study.coding.remove(self.own(pick)[0])

    def comment(self, place, pick):
        everyones = sorted(c.id for c in self.study.coding.of_source(self.source_id))
        self.study.coding.comment(everyones[pick % len(everyones)] if everyones else "-", "ord")

    def memo(self, place, pick):
        if pick % 2:
            self.study.memos.on_turn(self.source_id, 1, f"ord {place}")
        else:
            self.study.memos.on_segment(self.source_id, place, place + 3, f"ord {place}")

    def memo_edit(self, place, pick):
        self.study.memos.edit(self.any_memo(pick), f"andre ord {place}")

    def memo_remove(self, place, pick):
        self.study.memos.remove(self.any_memo(pick))

    def any_memo(self, pick):
        memos = sorted(memo.id for memo in self.study.memos.of_source(self.source_id))
        return memos[pick % len(memos)] if memos else "-"

    def undo(self, place, pick):
        self.study.coding.undo(self.source_id)

    def redo(self, place, pick):
        self.study.coding.redo(self.source_id)


@pytest.fixture
def two_coders(engine):
    study = build_study(engine)
    case_id, numbers = add_case(study), itertools.count()

    def begin():
        talk = [("P01", f"Det var første gang jeg trodde på det {next(numbers)}.")]
        source_id = add_source(study, case_id, talk, name=f"T{next(numbers)}")
        return tuple(
            Coder(study=study.as_member(handle), source_id=source_id)
            for handle in ("ingrid", "jonas")
        )

    return begin


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    motifs=st.lists(
        st.tuples(
            st.integers(0, 1), st.sampled_from(MOTIFS), st.integers(0, 12), st.integers(0, 9)
        ),
        max_size=10,
    )
)
def test_each_layer_is_its_coders_own_and_every_step_can_be_taken_back(two_coders, motifs):
    coders = two_coders()
    for who, motif, place, pick in motifs:
        for kind in motif:
            coders[who ^ kind.endswith("*")].step(kind.rstrip("*"), place, pick)
            for coder in coders:
                assert coder.layer() == coder.now, kind
    at_the_end = [coder.now for coder in coders]
    comments = comments_seen(coders[0])
    taken_back = [0, 0]
    while any(coder.before for coder in coders):
        for which, coder in enumerate(coders):
            taken_back[which] += bool(coder.before) and coder.step("undo", 0, 0)
        for coder in coders:
            assert coder.layer() == coder.now
    assert [coder.layer() for coder in coders] == [((), ()), ((), ())]
    assert comments_seen(coders[0]) == set()
    for which, coder in reversed(list(enumerate(coders))):
        for _ in range(taken_back[which]):
            assert coder.step("redo", 0, 0)
    assert [coder.layer() for coder in coders] == at_the_end
    assert comments_seen(coders[0]) == comments


def comments_seen(coder):
    return {
        (comment.id, comment.body)
        for coding in coder.study.coding.of_source(coder.source_id)
        for comment in coding.comments
    }


def test_the_store_is_sound_after_all_of_it(two_coders, engine):
    coders = two_coders()
    for number, kind in enumerate(KINDS * 3):
        coders[number % 2].step(kind, number % 20, number)
    assert check(engine).findings == ()
