"""The person at the terminal: what is said to them in their language, and what they are asked."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from casestudy.errors import InvalidInputError
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_YES = frozenset({"j", "ja", "y", "yes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Speaks ``language``: results on standard output, warnings and reasons on standard error."""

    language: str

    def words(self, key: str, /, **arguments: object) -> str:
        """Return a sentence of the command line."""
        return text(f"cli.{key}", self.language, **arguments)

    def say(self, key: str, /, **arguments: object) -> None:
        """Print a sentence of the command line."""
        self.line(self.words(key, **arguments))

    def warn(self, key: str, /, **arguments: object) -> None:
        """Print a sentence of the command line on standard error."""
        self.line(self.words(key, **arguments), err=True)

    def line(self, words: str = "", *, err: bool = False) -> None:
        """Print words as they are; characters that would steer the terminal are shown as �."""
        typer.echo("".join(map(_shown, words)), err=err)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows in columns as wide as they need, readable also where they are piped."""
        columns = zip(headings, *rows, strict=True)
        widths = [max(map(len, column)) for column in columns]
        for row in (headings, *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.line("  ".join(cells).rstrip())

    def ask(self, key: str) -> str:
        """Ask until there is an answer.

        Raises:
            InvalidInputError: ``cli.no_answer``: nobody is there to answer.
        """
        return str(self._answer(self.words(key))).strip()

    def agrees(self, key: str, /, **arguments: object) -> bool:
        """Ask a question; all but a clear yes is a no.

        Raises:
            InvalidInputError: ``cli.no_answer``.
        """
        question = self.words(key, **arguments) + self.words("yes_no")
        answer = self._answer(question, default="", show_default=False)
        return str(answer).strip().lower() in _YES

    def passphrase(self) -> str:
        """Ask for the passphrase of a store, hidden.

        Raises:
            InvalidInputError: ``cli.no_answer``.
        """
        return str(self._answer(self.words("passphrase"), hide_input=True))

    def new_passphrase(self) -> str:
        """Ask for a new passphrase twice, hidden.

        Raises:
            InvalidInputError: ``cli.no_answer``, ``cli.passphrases_differ``.
        """
        first = self._answer(self.words("new_passphrase"), hide_input=True)
        if first != self._answer(self.words("same_passphrase"), hide_input=True):
            raise InvalidInputError("cli.passphrases_differ")
        return str(first)

    @contextmanager
    def progress(self, words: str) -> Iterator[Callable[[str, int, int], None]]:
        """Show a bar on a terminal, and nothing where output goes elsewhere.

        Gives a function to call with the words beside the bar, how far it is and how far it goes.
        """
        if not sys.stderr.isatty():
            yield _show_nothing
            return
        from rich.console import Console  # noqa: PLC0415 - slow to load, and rarely drawn with
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            bar = bars.add_task(words, total=None)

            def advance(now: str, done: int, total: int) -> None:
                bars.update(bar, description=now, completed=done, total=total)

            yield advance

    def _answer(self, question: str, **options: Any) -> Any:
        try:
            return typer.prompt(question, prompt_suffix=" ", err=True, **options)
        except typer.Abort as abort:
            # typer says the same of Ctrl-C and of input that has ended
            if isinstance(abort.__context__, KeyboardInterrupt):
                raise KeyboardInterrupt from None
            raise InvalidInputError("cli.no_answer") from None


def _show_nothing(_words: str, _done: int, _total: int) -> None:
    return


def _shown(character: str) -> str:
    return character if character.isprintable() or character in "\n\u00a0" else "�"
