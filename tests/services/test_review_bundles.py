"""What goes to a reviewer, from the study: counts, what changed, what became of remarks."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.build import small_study

from casestudy.domain.codebook_diff import DiffKind
from casestudy.domain.codebook_edits import Describe
from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.services.review_bundles import bundle_contents


@pytest.fixture
def small(engine):
    study, source_id = small_study(engine)
    study.as_member("ingrid").coding.apply(source_id, 0, 4, code="CH.H.1")
    return study


def contents(study, bundle):
    return bundle_contents(study._session, bundle.id, language="en")


def test_the_first_round_has_counts_and_nothing_of_before(small):
    found = contents(small, small.reviews.send_out("0.1", for_whom="King's"))
    assert found.edition.codebook.release == "0.1"
    assert found.edition.uses["CH.H.1"].codings == 1
    assert (found.diff, found.answers) == (None, ())


def test_the_next_round_tells_what_changed_and_what_became_of_remarks(small):
    first = small.reviews.send_out("0.1", for_whom="King's")
    small.reviews.remark(first.id, ReviewKind.COMMENT, code="CH.H.1", text="Why?")
    (item,) = small.reviews.items()
    small.reviews.answer(item.id, "Because.")
    small.codebook.edit(Describe(code="CH.H.1", words={"definition.en": "Other words."}))
    small.codebook.freeze("0.2")
    found = contents(small, small.reviews.send_out("0.2", for_whom="King's"))
    assert [one.id for one in found.diff.of(DiffKind.REWORDED)] == ["CH.H.1"]
    assert [(one.status, one.reason) for one in found.answers] == [
        (ReviewStatus.ANSWERED, "Because.")
    ]


def test_the_same_release_again_has_no_difference(small):
    small.reviews.send_out("0.1", for_whom="King's")
    assert contents(small, small.reviews.send_out("0.1", for_whom="Leeds")).diff is None


def unpacked(data):
    """All files in a zip, and in the documents in it, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        files = {name: folder.read(name) for name in folder.namelist()}
    inside = [unpacked(one) for name, one in files.items() if name.endswith(("docx", "xlsx"))]
    return files | {name: one for each in inside for name, one in each.items()}


def test_the_zip_holds_what_she_needs_and_nothing_of_the_transcript(small):
    bundle = small.reviews.send_out("0.1", for_whom="King's")
    files = unpacked(small.exports.review_bundle(bundle.id))
    endings = [name.rpartition(".")[2] for name in files if "for review/" in name]
    assert endings == ["txt", "docx", "xlsx", "qdc"]
    said = b"".join(files.values())
    assert b"Belief in possibility of recovery" in said
    assert "De andre skjønte det".encode() not in said


def test_a_full_name_in_it_stops_it(small, tmp_path, monkeypatch):
    bundle = small.reviews.send_out("0.1", for_whom="King's")
    small.codebook.edit(Describe(code="CH.H.1", words={"definition.en": "As Kari Moe said."}))
    small.codebook.freeze("0.2")
    later = small.reviews.send_out("0.2", for_whom="King's")
    names = tmp_path / "names.txt"
    names.write_text("Kari Moe\n", "utf-8")
    monkeypatch.setenv("CASESTUDY_NAMES", str(names))
    assert small.exports.review_bundle(bundle.id)
    with pytest.raises(InvalidInputError) as refused:
        small.exports.review_bundle(later.id)
    assert refused.value.code == "export_stopped_by_names"


def test_who_may_not_export_gets_no_bundle(small):
    bundle = small.reviews.send_out("0.1", for_whom="King's")
    small.members.add("Rolf Dahl", role=MemberRole.RESEARCHER)
    with pytest.raises(NotPermittedError):
        small.as_member("rolf").exports.review_bundle(bundle.id)


def test_there_is_no_such_round(small):
    with pytest.raises(NotFoundError) as refused:
        small.exports.review_bundle("nothing")
    assert refused.value.code == "not_found.review_bundle"
