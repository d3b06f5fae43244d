"""What taking a file in comes to: the study beside it, and every choice followed through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casestudy.domain.interchange import CarriedSource
from casestudy.domain.merge_steps import Resolved, SourceSteps, count_outcomes, steps_of
from casestudy.domain.merging import (
    CoderAction,
    FoundBy,
    MergeChoices,
    MergePlan,
    Newcomers,
    SourceAction,
    SourceChoice,
    SourceMatch,
    SourceState,
    Tally,
    as_copy,
    match_coders,
)
from casestudy.domain.permissions import Verb, may
from casestudy.domain.sources import Source
from casestudy.domain.study import Member
from casestudy.domain.text import Range, text_hash
from casestudy.errors import InvalidInputError
from casestudy.services.merge_codes import IncomingCodes
from casestudy.store.merge_state import (
    codings_here,
    frame_here,
    memos_here,
    realist_here,
    sources_here,
    taken_back,
)
from casestudy.store.sources import visible_source
from casestudy.store.tables import MEMBER, TURN
from casestudy.store.text_history import current_places

if TYPE_CHECKING:
    from casestudy.domain.interchange import StudyContent
    from casestudy.store.merge_state import FrameHere, RealistHere, SourceHere
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One source that comes in, as chosen: into ``here``, or as a new one."""

    match: SourceMatch
    choice: SourceChoice
    source: CarriedSource
    here: Source | None
    places: Mapping[str, Range]
    steps: SourceSteps


class Prospect:
    """A file beside the study at one moment, with everything that choices make of it.

    Args:
        reader: One state of the study.
        visible: What the acting member may see.
        member: The acting member.
        content: What the file holds.
        choices: What was decided about it.

    Raises:
        InvalidInputError: A choice that does not fit: ``merge.choice``.
    """

    def __init__(
        self,
        reader: Reader,
        visible: Visibility,
        *,
        member: Member,
        content: StudyContent,
        choices: MergeChoices,
    ) -> None:
        self._reader = reader
        self._visible = visible
        self.member = member
        self.content = content
        self.choices = choices
        self.members = {one.id: one for one in reader.values(Member, MEMBER)}
        names = {one.id: (one.handle, one.name) for one in self.members.values()}
        self.coders = match_coders(content, names)
        self.codes = IncomingCodes(
            reader, content.codebook, choices.codes, is_whole=content.is_codebook_whole
        )
        self.frame: FrameHere = frame_here(reader, visible, content)
        self.realist: RealistHere = realist_here(reader)
        self.matches = self._match_sources(sources_here(reader, visible))
        self.member_of = self._members_of_coders()
        self.resolved = Resolved(
            codes=self.codes.resolved,
            coders=self.member_of,
            measures={one.id: self.frame.measures.get(one.id, one.id) for one in content.measures},
            outside=frozenset(one.id for one in self.members.values() if one.outside),
            attributes=self.codes.attributes,
            taken_back=taken_back(reader),
        )
        self.incoming = tuple(
            made for match in self.matches if (made := self._incoming(match)) is not None
        )

    def plan(self, *, origin: str) -> MergePlan:
        """Return what a person sees before they decide."""
        return MergePlan(
            content=self.content,
            origin=origin,
            codes=self.codes.plan,
            begins_codebook=self.codes.begins,
            coders=self.coders,
            sources=self.matches,
            newcomers=self.newcomers,
            tallies=self.tallies,
            lacks=self.lacks,
        )

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """What becomes of each coder's work; sources that stay out count as left."""
        left = [
            one for one in self.matches if all(one is not made.match for made in self.incoming)
        ]
        codings, memos = count_outcomes(
            [*(one.steps for one in self.incoming), *(self._none_of(one) for one in left)]
        )
        return tuple(
            Tally(
                coder=match.coder,
                codings=dict(codings.get(match.coder.id, Counter())),
                memos=dict(memos.get(match.coder.id, Counter())),
            )
            for match in self.coders
        )

    @property
    def newcomers(self) -> Newcomers:
        """How much else is new."""
        content, frame, here = self.content, self.frame, self.realist
        theories = self.choices.theories
        known = [cmoc for cmoc in content.cmocs if cmoc.id in here.versions]
        new = [cmoc for cmoc in content.cmocs if cmoc.id not in here.versions]
        evidence = sum(
            item.id not in here.evidence for cmoc in content.cmocs for item in cmoc.evidence
        )
        judged = sum(
            (here.versions[cmoc.id], frame.cases.get(one.case_id, one.case_id)) not in here.judged
            for cmoc in known
            for one in cmoc.verdicts
        )
        return Newcomers(
            cases=len(content.cases) - len(frame.cases),
            participants=len(content.participants) - len(frame.participants),
            time_points=len(content.time_points) - len(frame.time_points),
            measures=len(content.measures) - len(frame.measures),
            rounds=len(content.rounds) - len(frame.rounds),
            theories=sum(one.id not in here.theories for one in content.theories) * theories,
            cmocs=len(new) * theories,
            evidence=evidence * theories,
            verdicts=(judged + sum(len(cmoc.verdicts) for cmoc in new)) * theories,
        )

    @property
    def lacks(self) -> tuple[Verb, ...]:
        """The rights that this needs and the member has not."""
        return tuple(verb for verb in Verb if verb in self._needs() and not may(self.member, verb))

    def _needs(self) -> set[Verb]:
        needs = {Verb.IMPORT_SOURCES, Verb.READ_TEXT}
        new = self.newcomers
        if self.codes.changes:
            needs.add(Verb.EDIT_CODEBOOK)
        others = {member for member in self.member_of.values() if member != self.member.id}
        if others or new.rounds:
            needs.add(Verb.EDIT_MEMBERS)
        if self.member.id in self.member_of.values():
            needs.add(Verb.CODE)
        if new.any_frame:
            needs.add(Verb.EDIT_CASES)
        if new.any_theory:
            needs.add(Verb.BUILD_THEORY)
        return needs

    def _members_of_coders(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for match in self.coders:
            choice = self.choices.coders.get(match.coder.id, match.choice)
            if choice.action is CoderAction.ADD:
                if match.coder.id in self.members:
                    raise InvalidInputError("merge.choice", name=match.coder.name)
                found[match.coder.id] = match.coder.id
            elif choice.action is CoderAction.MEMBER:
                if choice.member_id not in self.members:
                    raise InvalidInputError("merge.choice", name=match.coder.name)
                found[match.coder.id] = choice.member_id
        return found

    def _match_sources(self, here: list[SourceHere]) -> tuple[SourceMatch, ...]:
        by_id = {one.id: one for one in here}
        taken = {source.id for source in self.content.sources if source.id in by_id}
        return tuple(self._match(source, here, by_id, taken) for source in self.content.sources)

    def _match(
        self,
        source: CarriedSource,
        here: list[SourceHere],
        by_id: dict[str, SourceHere],
        taken: set[str],
    ) -> SourceMatch:
        if not source.text.strip():
            return SourceMatch(source=source, state=SourceState.EMPTY)
        words = text_hash(source.text)
        if source.id in by_id:
            found = _of_text(source, by_id[source.id], words, FoundBy.ID)
        else:
            same = [one for one in here if one.id not in taken and words in one.texts]
            same.sort(key=lambda one: (one.title != source.title, words not in _current(one)))
            alike = [one for one in here if one.title.casefold() == source.title.casefold()]
            if same:
                found = _of_text(source, same[0], words, FoundBy.TEXT)
                taken.add(same[0].id)
            elif alike:
                found = _of_text(source, alike[0], words, FoundBy.NAME)
            else:
                found = SourceMatch(source=source, state=self._new_state(source))
        if found.state is SourceState.DIFFERS:
            copy = as_copy(source)
            if copy.id in by_id:
                again = _of_text(copy, by_id[copy.id], words, FoundBy.ID)
                return replace(again, original=source)
        return found

    def _new_state(self, source: CarriedSource) -> SourceState:
        people = {speaker.participant_id for speaker in source.speakers}
        return SourceState.CLOSED if people & self.frame.closed else SourceState.NEW

    def _incoming(self, match: SourceMatch) -> Incoming | None:
        choice = self.choices.sources.get(match.key, match.choice)
        if choice.action is SourceAction.LEAVE:
            return None
        fits = {
            SourceState.SAME: SourceAction.JOIN,
            SourceState.NEW: SourceAction.ADD,
            SourceState.DIFFERS: SourceAction.ADD,
        }
        if fits.get(match.state) is not choice.action:
            raise InvalidInputError("merge.choice", name=match.source.title)
        if choice.action is SourceAction.JOIN:
            return self._joined(match, choice)
        source = as_copy(match.source) if match.state is SourceState.DIFFERS else match.source
        places = {one.id: Range(one.start, one.end) for one in source.segments}
        steps = steps_of(
            source,
            self.resolved,
            source_id=source.id,
            places=places,
            turns=len(source.turns),
        )
        return Incoming(
            match=match, choice=choice, source=source, here=None, places=places, steps=steps
        )

    def _joined(self, match: SourceMatch, choice: SourceChoice) -> Incoming:
        reader = self._reader
        here = visible_source(reader, self._visible, str(match.source_id))
        spans = [Range(one.start, one.end) for one in match.source.segments]
        moved = current_places(reader, here, match.text_version_id, spans)
        places = {
            one.id: place
            for one, place in zip(match.source.segments, moved, strict=True)
            if place.start < place.end
        }
        steps = steps_of(
            match.source,
            self.resolved,
            source_id=here.id,
            places=places,
            codings=codings_here(reader, here.id),
            memos=memos_here(reader, here.id),
            turns=reader.count(TURN, text_version_id=here.text_version_id),
        )
        return Incoming(
            match=match,
            choice=choice,
            source=match.source,
            here=here,
            places=places,
            steps=steps,
        )

    def _none_of(self, match: SourceMatch) -> SourceSteps:
        return steps_of(match.source, _NOTHING, source_id="", places={}, turns=0)


def _of_text(source: CarriedSource, here: SourceHere, words: str, by: FoundBy) -> SourceMatch:
    if not here.is_visible:
        return SourceMatch(source=source, state=SourceState.CLOSED)
    state = SourceState.SAME if words in here.texts else SourceState.DIFFERS
    return SourceMatch(
        source=source,
        state=state,
        source_id=here.id,
        title=here.title,
        text_version_id=here.texts.get(words),
        by=by,
    )


def _current(here: SourceHere) -> set[str]:
    return {words for words, key in here.texts.items() if key == here.text_version_id}


_NOTHING = Resolved(
    codes={}, coders={}, measures={}, outside=frozenset(), attributes=lambda _: frozenset()
)
