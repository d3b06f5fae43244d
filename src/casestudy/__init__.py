"""The workbench for multi-case studies of recovery: open a study and work with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casestudy.study import Study, open_study

__all__ = ["Study", "open_study"]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that the import worker and the command line's help start fast.
    if name in __all__:
        from casestudy import study  # noqa: PLC0415

        return getattr(study, name)
    raise AttributeError(name)
