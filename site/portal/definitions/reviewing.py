"""Who decides the applications of a service: a permission that the platform knows, never a role.

Whether somebody in particular may decide a file is asked of portal.lifecycle.
"""

from __future__ import annotations

from portal.definitions.spec import WizardSpec
from portal.records.evidence.operations import VERIFY

__all__ = ["DECIDE", "REVIEWER_PERMISSIONS", "reviewers_of"]

DECIDE = "records.decide_application"
REVIEWER_PERMISSIONS = frozenset({DECIDE, VERIFY})
"""What a definition may name as its reviewers."""


def reviewers_of(spec: WizardSpec) -> str:
    """Return the permission that deciding this service takes; of deciders, where none is named."""
    return spec.reviewers or DECIDE
