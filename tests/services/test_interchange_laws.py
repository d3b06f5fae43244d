"""Whatever is coded at two places: it travels whole, comes together, and nobody's own changes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merging import CLEAN, content, take_in
from tests.whole_study import whole_study

from casestudy.domain.merging import MergeChoices, Outcome
from casestudy.errors import CaseStudyError, InvalidInputError
from casestudy.services.setup import create_study
from casestudy.store.check import check
from casestudy.store.engine import open_engine
from casestudy.store.schema import create
from casestudy.store.store import Store
from casestudy.study import Study, open_study

pytestmark = pytest.mark.slow

CODES = ("CH.H.1", "CH.C.1", "DET.INS.2")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["apply", "change", "remove", "comment", "memo", "level"]),
        st.sampled_from(["ingrid", "jonas"]),
        st.integers(0, 60),
        st.integers(1, 40),
        st.sampled_from(CODES),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    path = tmp_path_factory.mktemp("laws") / "studie.db"
    engine = open_engine(str(path), key=None, create=True)
    create(engine)
    whole_study(engine)
    engine.dispose()
    return path


def work(study, steps):
    """Let members do something each, as far as it can be done."""
    source = study.sources.all()[0]["id"]
    for kind, handle, start, length, code in steps:
        member = study.as_member(handle)
        mine = [one for one in member.coding.of_source(source) if one.coder_id == member.member.id]
        one = mine[start % len(mine)].id if mine else ""
        try:
            if kind == "apply":
                member.coding.apply(source, start, start + length, code=code)
            elif kind == "change":
                member.coding.change(one, code=code)
            elif kind == "level":
                member.coding.change(one, level="service")
            elif kind == "remove":
                member.coding.remove(one)
            elif kind == "comment":
                member.coding.comment(one, f"Om {code}\n😀")
            else:
                member.memos.on_segment(source, start, start + length, f"Notat {start}")
        except CaseStudyError as error:
            assert not error.code.startswith("store"), error.code
    return source


def codings(study, source):
    return {one.id: one for one in study.coding.of_source(source)}


@settings(max_examples=10)
@given(STEPS)
def test_any_work_makes_the_same_study_where_there_was_none(begun, steps):
    with tempfile.TemporaryDirectory() as folder:
        here = open_study(str(shutil.copy(begun, Path(folder) / "her.db")))
        work(here, steps)
        file = here.exports.qdpx()
        engine = open_engine(str(Path(folder) / "ny.db"), key=None, create=True)
        create(engine)
        store = Store(engine)
        new = Study(store, create_study(store, title_nb="Prøvestudie", leader="Nora"))
        new.interchange.merge(new.interchange.plan(file.data).plan, CLEAN)
        assert content(new) == content(here)
        assert new.exports.qdpx().data == file.data
        assert check(engine).is_sound
        engine.dispose()
        here.close()


@settings(max_examples=10)
@given(STEPS, STEPS)
def test_any_work_at_two_places_comes_together(begun, mine, theirs):
    with tempfile.TemporaryDirectory() as folder:
        here = open_study(str(shutil.copy(begun, Path(folder) / "her.db")))
        there = open_study(str(shutil.copy(begun, Path(folder) / "der.db")))
        source = work(here, mine)
        work(there, theirs)
        before, began = codings(here, source), content(here)
        sent = codings(there, source)
        data = there.exports.qdpx().data
        try:
            merged = take_in(here, data, MergeChoices())
        except InvalidInputError as nothing:
            assert nothing.code == "merge.nothing"
            merged = None
        after = codings(here, source)
        for key, one in before.items():
            assert (one.start, one.end, one.code_id, one.level) == (
                after[key].start,
                after[key].end,
                after[key].code_id,
                after[key].level,
            )
        if merged is not None:
            total = sum(one.total for one in merged.tallies)
            assert total == len(content(there).codings)
            added = sum(one.codings.get(Outcome.ADDED, 0) for one in merged.tallies)
            assert len(after) - len(before) == added
            assert set(after) - set(before) <= set(sent)
        with pytest.raises(InvalidInputError):
            take_in(here, data, MergeChoices())
        if merged is not None:
            here.interchange.undo(merged.id)
            assert content(here) == began
        here.close()
        there.close()
