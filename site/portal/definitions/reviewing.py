"""Who decides the applications of a service: a permission that the platform knows, never a role.

Whether somebody in particular may decide a file, or open its documents, is asked of portal.lifecycle.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.definitions.spec import WizardSpec
from portal.records.evidence.operations import VERIFY
from portal.records.wizards.models import WizardVersion

__all__ = ["DECIDE", "REVIEWERS", "REVIEWER_PERMISSIONS", "reviewed_with", "reviewers_of"]

DECIDE = "records.decide_application"
REVIEWER_PERMISSIONS = frozenset({DECIDE, VERIFY})
"""What a definition may name as its reviewers."""
REVIEWERS: Mapping[str, Promise] = {
    "": _("specialists"),
    DECIDE: _("specialists, named"),
    VERIFY: _("verifiers of the registry"),
}
"""What a reader calls them, and nobody in particular."""


def reviewers_of(spec: WizardSpec) -> str:
    """Return the permission that deciding this service takes; of deciders, where none is named."""
    return spec.reviewers or DECIDE


def reviewed_with(held: AbstractSet[str], *, version: str = "version") -> Q:
    """Return the condition that a row's version, reached by a path, names one of some permissions as its reviewers.

    It is empty for who holds all of them.
    """
    missing = REVIEWER_PERMISSIONS - held
    if not missing:
        return Q()
    is_left_out = DECIDE not in missing  # most versions name nobody, which means deciders
    named = (missing if is_left_out else held) - {DECIDE}
    versions = WizardVersion.objects.filter(definition__reviewers__in=sorted(named))
    condition = Q(**{f"{version}__in": versions.values("pk")})
    return ~condition if is_left_out else condition
