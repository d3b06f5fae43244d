"""The fields that describe a participant: coarse role, and what they agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import ConsentScope, Role
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from datetime import date


def role_field(value: Role | None = None) -> Field:
    """Return the coarse role, the only one that leaves the study."""
    return Field(
        name="role",
        label=t("sources.new.role"),
        kind="one",
        value=value,
        options={role: capital(label(role, language())) for role in Role},
    )


def consent_fields(
    scopes: tuple[ConsentScope, ...] = (), given: date | None = None
) -> list[Field]:
    """Return what was agreed to and when; nothing is ticked for the person."""
    return [
        Field(
            name="scopes",
            label=t("sources.new.scopes"),
            kind="many",
            value=scopes,
            options={scope: capital(label(scope, language())) for scope in ConsentScope},
            hint=t("sources.new.scopes_hint"),
        ),
        Field(name="given", label=t("sources.new.given"), kind="date", value=given),
    ]
