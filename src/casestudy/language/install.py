"""Installs spaCy's Norwegian models from their own release page."""

from __future__ import annotations

import subprocess
import sys
from importlib import invalidate_caches
from importlib.util import find_spec

from casestudy.errors import CaseStudyError
from casestudy.language import pipeline


def install_model(name: str) -> None:
    """Download and install one of ``pipeline.MODELS``; the only thing here that needs a network.

    Raises:
        InvalidInputError: ``language.unknown_model``.
        CaseStudyError: ``language.no_pip``, or ``language.install_failed`` where the release
            page can't be reached or the installation is refused.
    """
    pipeline.known_model(name)
    if find_spec("pip") is None:
        raise CaseStudyError("language.no_pip", model=name)
    command = [sys.executable, "-m", "spacy", "download", name]
    result = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    invalidate_caches()
    if result.returncode != 0 or find_spec(name) is None:
        raise CaseStudyError("language.install_failed", model=name)
    pipeline.forget()
