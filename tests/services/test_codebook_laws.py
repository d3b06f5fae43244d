"""Whatever is done to the codebook, in whatever order, with coding in between: laws that hold.

No coding is lost or changed but by its coder, each code can be traced to where it came from,
releases never change, the tree is a tree, and what was told beforehand is what happened.
"""

from __future__ import annotations

import itertools
import os
import shutil
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.build import small_study

from casestudy.domain.codebook import faults
from casestudy.domain.codebook_edits import (
    Add,
    BringBack,
    Configure,
    Describe,
    Merge,
    Move,
    Retire,
    Split,
)
from casestudy.domain.consequences import UndoLimit
from casestudy.domain.lineage import LineageKind
from casestudy.domain.working_codebook import resolved
from casestudy.errors import CaseStudyError, ConflictError
from casestudy.services.setup import active_members
from casestudy.store.check import check
from casestudy.store.codebook_records import read_records
from casestudy.store.engine import open_engine
from casestudy.store.store import Store
from casestudy.store.tables import CODING
from casestudy.study import Study

pytestmark = pytest.mark.slow

#: A corner of the codebook, so that edits meet each other.
CORNER = ("CH", "CH.C", "CH.H", "CH.H.1", "CH.H.2", "CH.H.3", "CH.C.1")
PICK = st.integers(0, 40)
EXAMPLES = int(os.environ.get("CASESTUDY_LAWS", "12"))


def all_codings(study):
    with study.store.read() as reader:
        return {row["id"]: row for row in reader.rows(CODING)}


class CodebookLife(RuleBasedStateMachine):
    """A leader edits, two coders code and decide; a model remembers what must not change."""

    @initialize()
    def begin(self):
        self.study, self.source_id = type(self).make()
        self.coders = [self.study.as_member(handle) for handle in ("ingrid", "jonas")]
        self.frozen = {"0.1": self.study.codebook.release("0.1")}
        self.numbers = itertools.count(2)
        self.added = []

    def codes(self):
        known = {code.id for code in self.study.codebook.current().codes}
        return [*CORNER, *(one for one in self.added if one in known)]

    def code(self, pick):
        known = self.codes()
        return known[pick % len(known)]

    @contextmanager
    def others_codings_stay(self, coder=None):
        before = all_codings(self.study)
        yield
        after = all_codings(self.study)
        for key, row in before.items():
            if coder is None or row["coder_id"] != coder.member.id:
                assert after[key] == row
        assert before.keys() <= after.keys()

    def edit(self, edit):
        """Make an edit where it can be made; what was told before is what happens."""
        with self.others_codings_stay():
            try:
                told = self.study.codebook.consequences(edit)
            except CaseStudyError as refused:
                with pytest.raises(type(refused)) as caught:
                    self.study.codebook.edit(edit)
                assert caught.value.code == refused.code
                return
            counts = self.counted()
            waited = self.waiting()
            below = self.below(edit)
            made = self.study.codebook.edit(edit)
            if isinstance(edit, Merge):
                moved = [
                    count - counts.get(code, 0)
                    for code, count in self.counted().items()
                    if code == edit.into
                ]
                assert sum(moved) == told.codings
            if isinstance(edit, Split) or (isinstance(edit, Describe) and edit.changes_meaning):
                still = [key for key, code in self.waiting().items() if code == edit.code]
                assert len(still) == told.waiting
                assert told.codings == counts.get(edit.code, 0)
            else:
                assert self.waiting().keys() == waited.keys()
                assert told.waiting == 0
            assert told.below == below or isinstance(edit, Merge | Configure | Retire)
            assert (UndoLimit.CODING in told.undo_until) == bool(
                made.added
                or told.waiting
                or isinstance(edit, Split)
                or getattr(edit, "changes_meaning", False)
            )
            assert not set(made.added) & set(self.added)
            self.added.extend(made.added)

    def below(self, edit):
        if isinstance(edit, Move):
            return len(self.study.codebook.current().descendants(edit.code)) - 1
        return 0

    def counted(self):
        return {code: count.codings for code, count in self.study.codebook.counts().items()}

    def waiting(self):
        return {
            one.coding_id: one.code_id for coder in self.coders for one in coder.coding.waiting()
        }

    @rule(parent=PICK, before=PICK)
    def add(self, parent, before):
        parent = self.code(parent)
        siblings = self.study.codebook.current().children(parent)
        first = siblings[before % len(siblings)].id if siblings and before % 2 else None
        new = Add(parent=parent, words={"label.nb": "Ny", "label.en": "New"}, before=first)
        self.edit(new)

    @rule(pick=PICK, words=st.sampled_from(["En", "To", "Tre"]), meaning=st.booleans())
    def describe(self, pick, words, meaning):
        edit = Describe(
            code=self.code(pick), words={"cue.en": words}, changes_meaning=meaning, why="x"
        )
        self.edit(edit)

    @rule(pick=PICK, colour=st.sampled_from(["#336699", "#996633"]), on=st.booleans())
    def configure(self, pick, colour, on):
        settings = {"colour": colour} | ({"attributes": ["level", "valence"]} if on else {})
        self.edit(Configure(code=self.code(pick), settings=settings))

    @rule(pick=PICK, parent=PICK, before=PICK)
    def move(self, pick, parent, before):
        parent = self.code(parent) if parent else None
        book = self.study.codebook.current()
        siblings = book.children(parent) if parent else book.roots
        first = siblings[before % len(siblings)].id if siblings and before % 3 else None
        self.edit(Move(code=self.code(pick), parent=parent, before=first))

    @rule(pick=PICK, other=PICK)
    def retire(self, pick, other):
        instead = self.code(other) if other % 2 else None
        self.edit(Retire(code=self.code(pick), replaced_by=instead, why="x"))

    @rule(pick=PICK)
    def bring_back(self, pick):
        self.edit(BringBack(code=self.code(pick)))

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), into=PICK)
    def merge(self, picks, into):
        codes = tuple(self.code(pick) for pick in picks)
        self.edit(Merge(codes=codes, into=self.code(into), why="x"))

    @rule(pick=PICK, parts=st.lists(PICK, max_size=2), new=st.integers(0, 2), keep=st.booleans())
    def split(self, pick, parts, new, keep):
        into = [self.code(part) for part in parts]
        into += [Add(parent=None, words={"label.nb": "Del"})] * new
        self.edit(Split(code=self.code(pick), into=tuple(into), keep=keep, why="x"))

    @rule(steps=st.integers(1, 4))
    def undo_and_redo(self, steps):
        states, done = [self.state()], 0
        with self.others_codings_stay():
            for _ in range(steps):
                try:
                    self.study.codebook.undo()
                except CaseStudyError as refused:
                    assert refused.code in {"nothing_to_undo", "undo_released", "undo_coded"}
                    break
                states.append(self.state())
                done += 1
            assert len(set(map(repr, states))) == len(states)
            for expected in reversed(states[:done]):
                self.study.codebook.redo()
                assert self.state() == expected

    @rule()
    def undo(self):
        with self.others_codings_stay():
            try:
                self.study.codebook.undo()
            except ConflictError as refused:
                assert refused.code in {"undo_released", "undo_coded"}
            except CaseStudyError as refused:
                assert refused.code == "nothing_to_undo"

    @rule()
    def redo(self):
        with self.others_codings_stay():
            try:
                self.study.codebook.redo()
            except CaseStudyError as refused:
                assert refused.code == "nothing_to_redo"

    @rule()
    def freeze(self):
        number = f"0.{next(self.numbers)}"
        try:
            self.study.codebook.freeze(number)
        except CaseStudyError as refused:
            assert refused.code == "codebook.nothing_to_freeze"
            return
        self.frozen[number] = self.study.codebook.release(number)
        assert self.frozen[number] == self.study.codebook.current()
        assert self.study.codebook.steps(since_release=True) == []

    @rule(who=st.integers(0, 1), place=st.integers(0, 20), pick=PICK)
    def code_a_segment(self, who, place, pick):
        coder = self.coders[who]
        with self.others_codings_stay(coder):
            try:
                coder.coding.apply(self.source_id, place, place + 4, code=self.code(pick))
            except CaseStudyError as refused:
                assert refused.code in {"code_retired", "code_not_assignable"}

    @rule(who=st.integers(0, 1), place=st.integers(0, 20), decides=st.booleans())
    def code_with_what_is_newest(self, who, place, decides):
        """Lean on the newest edit: with the code it added, or by a decision it asks for."""
        coder = self.coders[who]
        waiting = coder.coding.waiting()
        newest = self.codes()[-1]
        with self.others_codings_stay(coder):
            try:
                if decides and waiting:
                    choices = waiting[-1].choices or (newest,)
                    coder.coding.recode(waiting[-1].coding_id, choices)
                else:
                    coder.coding.apply(self.source_id, place, place + 4, code=newest)
            except CaseStudyError as refused:
                assert refused.code in {"code_retired", "code_not_assignable"}

    @rule(who=st.integers(0, 1), pick=PICK, codes=st.lists(PICK, max_size=2), take=st.booleans())
    def decide(self, who, pick, codes, take):
        coder = self.coders[who]
        waiting = coder.coding.waiting()
        if not waiting:
            return
        one = waiting[pick % len(waiting)]
        assert one.because
        with self.others_codings_stay(coder):
            try:
                if take:
                    coder.coding.remove(one.coding_id)
                elif codes:
                    coder.coding.recode(one.coding_id, [self.code(code) for code in codes])
                else:
                    coder.coding.keep(one.coding_id)
            except CaseStudyError as refused:
                assert refused.code in {"code_retired", "code_not_assignable"}
                return
        assert one.coding_id not in {left.coding_id for left in coder.coding.waiting()}

    @rule(who=st.integers(0, 1), again=st.booleans())
    def undo_coding(self, who, again):
        coder = self.coders[who]
        with self.others_codings_stay(coder):
            try:
                (coder.coding.redo if again else coder.coding.undo)(self.source_id)
            except CaseStudyError as refused:
                assert refused.code in {"nothing_to_undo", "nothing_to_redo"}

    def state(self):
        with self.study.store.read() as reader:
            records = read_records(reader).standing
        return [
            (one.code, one.position, one.counts_as, one.recode_from, one.number) for one in records
        ], self.study.codebook.steps()

    @invariant()
    def the_tree_is_one(self):
        with self.study.store.read() as reader:
            book = read_records(reader)
        codes = tuple(one.code for one in book.standing)
        assert faults(codes) == ()
        assert len(codes) == sum(not one.removed for one in book.records.values())
        assert book.stranded == frozenset()
        leads = resolved(book.records.values())
        assert all(one.counts_as == leads[one.id] for one in book.records.values())
        assert all(leads[one.id] in book for one in book.standing)

    @invariant()
    def every_coding_counts_once(self):
        standing = [row for row in all_codings(self.study).values() if not row["removed"]]
        assert sum(self.counted().values()) == len(standing)
        shown = self.study.coding.of_source(self.source_id)
        assert {one.id for one in shown} == {row["id"] for row in standing}
        known = {code.id for code in self.study.codebook.current().codes}
        assert {one.code_id for one in shown} <= known
        told = sum(one.codings for one in self.study.codebook.waiting_counts())
        assert told == len(self.waiting())

    @invariant()
    def releases_never_change(self):
        for number, book in self.frozen.items():
            assert self.study.codebook.release(number) == book

    @invariant()
    def every_code_can_be_traced(self):
        steps = self.study.codebook.steps()
        made = [one for step in steps if step.kind is LineageKind.ADDED for one in step.to_ids]
        made += [one for step in steps if step.kind is LineageKind.SPLIT for one in step.to_ids]
        codes = self.study.codebook.current().codes
        assert {code.id for code in codes} <= set(made)
        merged = {
            old for step in steps if step.kind is LineageKind.MERGED for old in step.from_ids
        }
        retired = {
            old for step in steps if step.kind is LineageKind.RETIRED for old in step.from_ids
        }
        split = {old for step in steps if step.kind is LineageKind.SPLIT for old in step.from_ids}
        gone = {code.id for code in codes if code.status == "retired"}
        assert gone <= merged | retired | split

    def teardown(self):
        if hasattr(self, "study"):
            assert check(self.study.store.engine).is_sound
            self.study.close()


@pytest.fixture
def life(tmp_path, store_templates):
    """The machine, on a copy of a small study for each example."""
    template = tmp_path / "small.db"
    shutil.copy(store_templates["sqlite"][0], template)
    engine = open_engine(str(template), key=None)
    _, source_id = small_study(engine)
    engine.dispose()
    numbers = itertools.count()

    class Life(CodebookLife):
        @staticmethod
        def make():
            path = shutil.copy(template, tmp_path / f"{next(numbers)}.db")
            store = Store(open_engine(str(path), key=None))
            return Study(store, active_members(store)[0]), source_id

    return Life


def test_the_laws_hold_whatever_happens(life):
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
