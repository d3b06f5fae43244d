"""Every error that a person may meet: a code, its arguments, and the sentence made from them."""

from __future__ import annotations

from casestudy.texts import DEFAULT_LANGUAGE, text


class CaseStudyError(Exception):
    """An error that carries a stable code; the sentence comes from the language catalogue.

    Args:
        code: Key below ``error.`` in the catalogues, e.g. ``"import.zip_bomb"``.
        arguments: What the sentence names; never transcript text.
    """

    def __init__(self, code: str, /, **arguments: object) -> None:
        super().__init__(code)
        self.code = code
        self.arguments = arguments

    def sentence(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Say what is wrong and what to do, in ``language`` (``"nb"`` or ``"en"``)."""
        return text(f"error.{self.code}", language, **self.arguments)

    def __str__(self) -> str:
        return self.sentence("en")


class NotFoundError(CaseStudyError):
    """Something that was asked for is not in the study, or not visible to the member."""


class ConflictError(CaseStudyError):
    """Someone changed the same thing in the meantime."""


class NotPermittedError(CaseStudyError):
    """The acting member's role does not allow this."""


class InvalidInputError(CaseStudyError):
    """What was given can't be used as it is."""


class ImportRefusedError(CaseStudyError):
    """A file can't be taken in; the store is unchanged."""


class StoreError(CaseStudyError):
    """The store can't be opened, read or written."""
