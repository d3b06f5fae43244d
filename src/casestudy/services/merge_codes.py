"""The codes of a file on their way into a study: where each goes, and what changes for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain import codebook_rules as rules
from casestudy.domain.codebook_draft import Draft, finished
from casestudy.domain.take_in import TakeInChoice, as_far_as_told, plan_take_in, taken_in
from casestudy.domain.working_codebook import WorkingCodebook
from casestudy.errors import ConflictError
from casestudy.services.codebook_take_in import begin_codebook
from casestudy.store.codebook_records import hold_codebook, read_records, save_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.take_in import TakeInPlan
    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit


class IncomingCodes:
    """The codebook of a file beside the study's own.

    Args:
        reader: Where the study's is read.
        codebook: The file's; None where it has no codes.
        is_whole: Whether the file knows all fields of ours; otherwise only what it says is
            compared.
        choices: By the id of a code from elsewhere.

    Attributes:
        plan: What matches; None where there is nothing to match.
        begins: Whether the study has no codebook yet and takes the file's.
    """

    def __init__(
        self,
        reader: Reader,
        codebook: Codebook | None,
        choices: Mapping[str, TakeInChoice],
        *,
        is_whole: bool,
    ) -> None:
        self._codebook = codebook
        self._choices = dict(choices)
        self._book = read_records(reader)
        self.begins = codebook is not None and not self._book.records
        self.plan: TakeInPlan | None = None
        self._ours: dict[str, str] = {}
        self._draft = Draft(self._book)
        if codebook is None:
            return
        if self.begins:
            self._draft = Draft(WorkingCodebook(()))
            for code in codebook.codes:
                rules.add_code(self._draft, code)
            self._ours = {code.id: code.id for code in codebook.codes}
            return
        plan = plan_take_in(self._book, codebook)
        self.plan = plan if is_whole else as_far_as_told(self._book, plan)
        self._draft, self._ours = taken_in(self._book, self.plan, self._choices)

    @property
    def changes(self) -> bool:
        """Whether the study's codebook becomes another."""
        return self.begins or bool(self._draft.steps) or self._draft.book is not self._book

    @property
    def resolved(self) -> dict[str, str]:
        """The code here that a coding counts as, by the guid of the code from elsewhere."""
        if self._codebook is None:
            return {}
        return {
            code.guid: self._counted(self._ours[code.id])
            for code in self._codebook.codes
            if code.guid and code.id in self._ours
        }

    @property
    def by_id(self) -> dict[str, str]:
        """The code here by the id of the code from elsewhere."""
        return dict(self._ours)

    def attributes(self, code_id: str) -> frozenset[str]:
        """Return what a coding with a code can say beside it."""
        said = self._draft.book.inherited(code_id, "attributes")
        return frozenset(map(str, said or ()))

    def store(self, unit: Unit, *, member_id: str, seen: TakeInPlan | None, why: str) -> list[str]:
        """Store what changes; return the codes that are new.

        Raises:
            ConflictError: ``changed_meanwhile``: a code was changed since the plan.
        """
        if not self.changes:
            return []
        if self.begins and self._codebook is not None:
            begin_codebook(unit, self._codebook, member_id=member_id)
            return [code.id for code in self._codebook.codes]
        hold_codebook(unit)
        made = finished(self._book, self._draft)
        if seen is None:
            raise ConflictError("changed_meanwhile", kind="code")
        save_outcome(unit, made, member_id=member_id, seen=seen.seen, why=why)
        return list(made.added)

    def _counted(self, code_id: str) -> str:
        record = self._draft.book[code_id]
        return record.counts_as or code_id
