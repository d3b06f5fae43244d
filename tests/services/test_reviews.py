"""Review rounds: remarks are taken in once, decided once, and each decision can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casestudy.domain.codebook_edits import Add, Describe
from casestudy.domain.lineage import LineageKind
from casestudy.domain.review import Receipt, ReviewComment, ReviewKind, ReviewStatus
from casestudy.domain.vocabulary import CodeStatus, MemberRole
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.tables import CHANGE

ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def remark(
    anchor,
    kind=ReviewKind.COMMENT,
    *,
    code="CH.H.1",
    field=None,
    text="",
    proposed="",
    reviewer="Ruth",
):
    return ReviewComment(
        code_id=code,
        field=field,
        kind=kind,
        text=text,
        proposed=proposed,
        reviewer=reviewer,
        at=AT,
        anchor=anchor,
    )


FILE = (
    remark("B2", ReviewKind.WORDING, field="definition.en", proposed="Hope as a process."),
    remark("C3", ReviewKind.DELETE, code="CH.I.1", text="Too close to CH.I.2."),
    remark("D4", ReviewKind.AGREE, code="CH.H.2"),
    remark("E5", text="Is this hope or trust?"),
    remark("F6", ReviewKind.NEW_CODE, code=None, text="Peer hope", proposed="Hope from peers"),
)


def received(study, comments=FILE, sha="a" * 64):
    bundle = study.reviews.send_out("0.1", for_whom="King's College London")
    receipt = study.reviews.receive(bundle.id, comments, file_sha256=sha)
    return bundle, receipt, study.reviews.items(bundle.id)


def refused(work):
    with pytest.raises(
        (InvalidInputError, NotFoundError, ConflictError, NotPermittedError)
    ) as caught:
        work()
    return caught.value.code


def test_remarks_come_back_as_they_were_written(small):
    bundle, receipt, items = received(small)
    assert receipt == Receipt(new=5, updated=0, unchanged=0, again=0, unmatched=())
    assert [item.comment for item in items] == list(FILE)
    assert [item.number for item in items] == [1, 2, 3, 4, 5]
    assert {item.status for item in items} == {ReviewStatus.OPEN}
    assert (bundle.number, bundle.release, bundle.made_by) == (1, "0.1", "mona")
    assert small.reviews.bundles() == [bundle]


def test_the_same_file_again_adds_nothing_and_a_changed_one_what_is_new(small):
    bundle, _, items = received(small)
    again = small.reviews.receive(bundle.id, FILE, file_sha256="a" * 64)
    assert again == Receipt(new=0, updated=0, unchanged=5, again=0, unmatched=())
    small.reviews.reject(items[3].id, "Begge deler.")
    changed = (
        replace(FILE[0], proposed="Hope, step by step."),
        replace(FILE[3], text="I still wonder."),
        *FILE[1:3],
        remark("G7", code="XX.9", text="This one?"),
    )
    receipt = small.reviews.receive(bundle.id, changed, file_sha256="b" * 64)
    assert receipt == Receipt(new=1, updated=1, unchanged=2, again=1, unmatched=("XX.9",))
    items = small.reviews.items(bundle.id)
    assert items[0].comment.proposed == "Hope, step by step."
    assert [(item.comment.text, item.status) for item in items if item.comment.anchor == "E5"] == [
        ("Is this hope or trust?", ReviewStatus.REJECTED),
        ("I still wonder.", ReviewStatus.OPEN),
    ]
    assert len(small.reviews.items(status=ReviewStatus.OPEN)) == 6
    assert small.reviews.receive(bundle.id, changed, file_sha256="b" * 64).unchanged == 5


def test_an_accepted_remark_is_an_edit_and_both_are_taken_back_together(small):
    _, _, items = received(small)
    wording, delete, agree, _, new = items
    flags = small.codebook.current().code("CH.H.2").unreviewed
    small.reviews.accept(wording.id, reason="Bedre.")
    small.reviews.accept(delete.id)
    small.reviews.accept(agree.id)
    small.reviews.accept(
        new.id, Add(parent="CH.H", words={"label.nb": "Fra likemenn", "label.en": "From peers"})
    )
    book = small.codebook.current()
    assert book.code("CH.H.1").definition.en == "Hope as a process."
    assert book.code("CH.I.1").status is CodeStatus.RETIRED
    assert not [name for name in book.code("CH.H.2").unreviewed if name.endswith(".en")]
    assert "CH.H.6" in {code.id for code in book.codes}
    done = small.reviews.items()
    assert [item.status for item in done] == [ReviewStatus.ACCEPTED] * 3 + [
        ReviewStatus.OPEN,
        ReviewStatus.ACCEPTED,
    ]
    assert [step.kind for step in done[0].became] == [LineageKind.REWORDED]
    assert (done[0].reason, done[0].decided_by) == ("Bedre.", "mona")
    assert done[0].became[0].why == "Bedre."
    assert done[1].became[0].why == "Too close to CH.I.2."
    assert refused(lambda: small.reviews.accept(wording.id)) == "review_decided"
    for _ in range(4):
        small.codebook.undo()
    assert small.codebook.current().code("CH.H.1").definition != book.code("CH.H.1").definition
    assert small.codebook.current().code("CH.H.2").unreviewed == flags
    assert [(item.status, item.reason, item.became) for item in small.reviews.items()] == [
        (ReviewStatus.OPEN, "", ())
    ] * 5
    small.codebook.redo()
    assert small.reviews.items()[0] == done[0]


@ONE_ENGINE
def test_answers_and_rejections_have_reasons_and_can_be_taken_back_after_a_release(small):
    _, _, items = received(small)
    assert refused(lambda: small.reviews.answer(items[3].id, " ")) == "reason_missing"
    assert refused(lambda: small.reviews.accept(items[3].id)) == "review_needs_edit"
    assert refused(lambda: small.reviews.accept(items[4].id)) == "review_needs_edit"
    small.codebook.edit(Describe(code="CH.C.1", words={"cue.en": "x"}))
    small.reviews.answer(items[3].id, "Håp; se CH.C for tillit.")
    small.codebook.freeze("0.2")
    small.codebook.undo()
    assert small.reviews.items()[3].status is ReviewStatus.OPEN
    assert refused(small.codebook.undo) == "undo_released"


@ONE_ENGINE
def test_a_remark_says_when_its_wording_has_changed_since(small):
    _, _, items = received(small)
    small.codebook.edit(Describe(code="CH.H.1", words={"definition.en": "In between."}))
    assert [item.is_outdated for item in small.reviews.items()] == [
        True,
        False,
        False,
        False,
        False,
    ]
    seen = {"CH.H.1": 1}
    assert refused(lambda: small.reviews.accept(items[0].id, seen=seen)) == "changed_meanwhile"
    small.reviews.accept(items[0].id)
    assert small.codebook.current().code("CH.H.1").definition.en == "Hope as a process."


@ONE_ENGINE
def test_a_reviewer_remarks_here_and_changes_or_takes_back_their_own(small):
    small.members.add("Ruth White", role=MemberRole.REVIEWER)
    small.members.add("Siri Moe", role=MemberRole.FACILITATOR)
    bundle, _, _ = received(small, ())
    ruth = small.as_member("ruth")
    for text in ("Not sure", "Quite sure"):
        ruth.reviews.remark(bundle.id, ReviewKind.COMMENT, code="CH.H.1", text=text, anchor="a1")
    (item,) = ruth.reviews.items()
    assert (item.comment.reviewer, item.comment.text) == ("Ruth White", "Quite sure")
    assert refused(lambda: small.reviews.withdraw(item.id)) == "not_your_remark"
    assert refused(lambda: ruth.reviews.answer(item.id, "x")) == "not_permitted"
    siri = small.as_member("siri")
    assert refused(lambda: siri.reviews.remark(bundle.id, ReviewKind.AGREE)) == "not_permitted"
    ruth.reviews.withdraw(item.id)
    assert ruth.reviews.items() == []
    assert refused(lambda: small.reviews.reject(item.id, "x")) == "not_found.review_comment"


@ONE_ENGINE
def test_a_bundle_is_of_a_release_and_the_log_holds_no_words_of_reviewers(small):
    assert (
        refused(lambda: small.reviews.send_out("9", for_whom="x")) == "not_found.codebook_release"
    )
    assert refused(lambda: small.reviews.send_out("0.1", for_whom=" ")) == "empty_field"
    assert (
        refused(lambda: small.reviews.receive("-", FILE, file_sha256=""))
        == "not_found.review_bundle"
    )
    _, _, items = received(small)
    small.reviews.answer(items[3].id, "Ja.")
    with small.store.read() as reader:
        log = repr(reader.rows(CHANGE))
    assert "hope or trust" not in log
    assert "Ruth" not in log
