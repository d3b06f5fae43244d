"""After a correction: whose words were changed is listed, and released quotes keep theirs."""

from __future__ import annotations

import pytest
from tests.correcting import NEW, OLD, correct, put, release, words

from casestudy.domain.corrections import Replaced
from casestudy.domain.vocabulary import Audience, MemberRole, QuoteWording, RoundVisibility
from casestudy.errors import ConflictError, NotFoundError, NotPermittedError
from casestudy.services.quotes import CHECKS
from casestudy.store.check import check
from casestudy.store.store import Done
from casestudy.store.tables import CODING


@pytest.mark.engines
def test_a_released_quote_keeps_its_words_and_is_listed(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    quote = release(study, source_id, "første gang")
    made = correct(study, source_id)
    (now,) = study.quotes.all()
    assert study.quotes.words(now) == "første gang"
    assert made.quotes == (quote.id,)
    assert study.corrections.checks(source_id).quotes == ("S-0001",)
    correct(study, source_id, NEW.replace("gangen", "gongen"))
    assert study.quotes.words(now) == "første gang"
    correct(study, source_id, OLD)
    assert study.corrections.checks(source_id).quotes == ()


def test_a_released_quote_beside_the_correction_is_not_listed(sourced):
    study, source_id = sourced
    put(study, source_id, "trodde på det")
    release(study, source_id, "trodde på det")
    assert correct(study, source_id).quotes == ()
    assert study.quotes.words(study.quotes.all()[0]) == "trodde på det"
    assert study.corrections.checks(source_id).quotes == ()


def test_a_quote_proposed_from_a_page_of_before_is_of_the_words_now(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    (coding,) = study.coding.of_source(source_id)
    correct(study, source_id)
    study.quotes.propose(
        coding.segment_id, audience=Audience.TEAM, wording=QuoteWording.VERBATIM, checks=CHECKS
    )
    (quote,) = study.quotes.all()
    assert study.quotes.words(quote) == "første gangen"
    assert quote.segment_id == study.coding.of_source(source_id)[0].segment_id


def test_a_quote_that_waits_takes_the_new_words_and_must_be_looked_at_anew(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    seen = release(study, source_id, "første gang", approved=False)
    assert correct(study, source_id).quotes == ()
    with pytest.raises(ConflictError):
        study.quotes.approve(seen)
    study.quotes.approve(study.quotes.all()[0])
    assert study.quotes.words(study.quotes.all()[0]) == "første gangen"


@pytest.mark.engines
def test_codings_whose_words_changed_are_listed_until_someone_has_looked(sourced):
    study, source_id = sourced
    ingrid = study.as_member("ingrid")
    mine = put(study, source_id, "første gang")
    hers = put(ingrid, source_id, OLD)
    put(ingrid, source_id, "trodde på det")
    correct(ingrid, source_id, reason="Hørt på opptaket")
    (review,) = study.corrections.checks(source_id).reviews
    assert [listed.coding_id for listed in review.checks] == [hers, mine]
    assert review.replaced == (Replaced("gang", "gangen"), Replaced("", "jo"))
    assert (review.corrected.turn, review.corrected.reason) == (2, "Hørt på opptaket")
    for listed in review.checks:
        study.corrections.settle_check(listed.id)
        study.corrections.settle_check(listed.id)
    assert study.corrections.checks(source_id).reviews == ()


def test_a_coding_is_listed_once_however_often_it_is_corrected(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    correct(study, source_id)
    correct(study, source_id, OLD)
    reviews = study.corrections.checks(source_id).reviews
    assert [len(review.checks) for review in reviews] == [1]


def test_a_change_of_blanks_alone_asks_nobody_to_look(sourced):
    study, source_id = sourced
    coding = put(study, source_id, OLD)
    correct(study, source_id, OLD.replace("gang ", "gang  "))
    assert words(study, source_id)[coding] == OLD.replace("gang ", "gang  ")
    assert study.corrections.checks(source_id).reviews == ()


def test_a_researcher_may_only_settle_their_own(sourced):
    study, source_id = sourced
    study.members.add("Liv Moe", role=MemberRole.RESEARCHER)
    liv = study.as_member("liv")
    hers = put(liv, source_id, "første gang")
    put(study, source_id, OLD)
    correct(study, source_id)
    checks = {c.coding_id: c.id for c in study.corrections.checks(source_id).reviews[0].checks}
    liv.corrections.settle_check(checks.pop(hers))
    (others,) = checks.values()
    with pytest.raises(NotPermittedError) as refused:
        liv.corrections.settle_check(others)
    assert refused.value.code == "correction.not_your_check"
    with pytest.raises(NotPermittedError):
        correct(liv, source_id, OLD)


def test_codings_of_a_blind_round_are_carried_but_not_listed_for_others(sourced):
    study, source_id = sourced
    round_id = study.members.open_round("Runde 1", visibility=RoundVisibility.BLIND)
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    study.members.assign(ingrid.member.id, [source_id], round_id=round_id)
    coding = put(ingrid, source_id, "første gang")
    correct(jonas, source_id)
    assert words(ingrid, source_id) == {coding: "første gangen"}
    assert jonas.corrections.checks(source_id).reviews == ()
    ((listed,),) = [review.checks for review in ingrid.corrections.checks(source_id).reviews]
    with pytest.raises(NotFoundError):
        jonas.corrections.settle_check(listed.id)


def test_a_coding_left_on_a_text_of_before_is_found(sourced):
    study, source_id = sourced
    coding = put(study, source_id, "første gang")
    (before,) = study.coding.of_source(source_id)
    correct(study, source_id)

    def leave(unit):
        unit.update(CODING, coding, segment_id=before.segment_id)
        return Done("change_coding", "coding", coding, source_id)

    study.store.write(leave, member_id=study.member.id)
    (finding,) = check(study.store.engine).findings
    assert (finding.name, finding.examples) == ("codings_on_current_text", (coding,))
