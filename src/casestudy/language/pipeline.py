"""The spaCy pipeline in use: the best Norwegian model installed, or rules alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from casestudy.errors import CaseStudyError, InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from spacy.language import Language  # noqa: TC004  (a second to import, not always needed)

#: Models that can be installed, the best first.
MODELS = ("nb_core_news_lg", "nb_core_news_md", "nb_core_news_sm")
#: Environment variable that names the folder of a stand-in model; for tests.
TEST_MODEL_VARIABLE = "CASESTUDY_TEST_MODEL"
_LONGEST_TEXT = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A loaded pipeline and what it is; shown wherever its results are."""

    name: str
    version: str
    is_statistical: bool
    nlp: Language


def load(preferred: str | None = None) -> Pipeline:
    """Return ``preferred``, or the best model there is; loaded once per process.

    Without any model the pipeline knows words and punctuation only (``is_statistical`` is false).

    Args:
        preferred: One of ``MODELS``.

    Raises:
        InvalidInputError: ``language.unknown_model``.
        NotFoundError: ``language.model_missing``: ``preferred`` is not installed.
        CaseStudyError: ``language.model_broken``: it is installed but can't be loaded.
    """
    if preferred is not None:
        if known_model(preferred) not in installed():
            raise NotFoundError("language.model_missing", model=preferred)
        return _load(preferred)
    return _load(chosen())


def chosen() -> str:
    """Return the model that ``load`` takes by itself, a name or a folder; ``""`` if none."""
    return next(iter(installed()), os.environ.get(TEST_MODEL_VARIABLE, ""))


def known_model(name: str) -> str:
    """Return ``name`` where it is one of ``MODELS``.

    Raises:
        InvalidInputError: ``language.unknown_model``.
    """
    if name not in MODELS:
        models = ", ".join(reversed(MODELS))
        raise InvalidInputError("language.unknown_model", model=name, models=models)
    return name


def installed() -> tuple[str, ...]:
    """Return the models of ``MODELS`` that are installed, the best first."""
    return tuple(name for name in MODELS if find_spec(name))


def forget() -> None:
    """Drop the loaded pipelines, so that a newly installed model is found."""
    _load.cache_clear()


@cache
def _load(model: str) -> Pipeline:
    """Load an installed model or a model folder; the empty name stands for rules alone."""
    import spacy  # noqa: PLC0415

    if not model:
        nlp: Language = spacy.blank("nb")
        nlp.add_pipe("sentencizer")
        nlp.max_length = _LONGEST_TEXT
        return Pipeline(name="blank_nb", version=version("spacy"), is_statistical=False, nlp=nlp)
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        name = Path(model).name
        raise CaseStudyError(
            "language.model_broken", model=name, spacy=version("spacy")
        ) from error
    if "senter" in nlp.component_names and "senter" not in nlp.pipe_names:
        # Quicker than the parser, and meant by spaCy to be switched on in its place.
        nlp.enable_pipe("senter")
        nlp.disable_pipe("parser")
    nlp.max_length = _LONGEST_TEXT
    return Pipeline(
        name=f"{nlp.meta['lang']}_{nlp.meta['name']}",
        version=str(nlp.meta["version"]),
        is_statistical=True,
        nlp=nlp,
    )
