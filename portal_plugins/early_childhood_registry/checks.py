"""What must agree in the registry's records: whoever was let in has a registry ID."""

from __future__ import annotations

from collections.abc import Iterator

from portal.sdk.checks import list_approvals


def find_unnumbered() -> Iterator[tuple[str, str]]:
    """Yield approved applications whose member has no registry ID."""
    for approval in list_approvals("early_childhood_registry.join"):
        if not approval.registry_id:
            yield approval.reference, "approved, but the member has no registry ID"


CHECKS = {"members": find_unnumbered}
