"""The checks by name, and the one function that runs them; what a check does is in its own module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from portal.sdk.testing.cards import check_cards
from portal.sdk.testing.checks import check_checks
from portal.sdk.testing.definitions import (
    check_definitions,
    check_keys,
    check_reach,
    check_texts,
    check_tried,
)
from portal.sdk.testing.demo import check_demo
from portal.sdk.testing.described import check_addresses, check_metadata
from portal.sdk.testing.effects import check_effects, check_no_queries
from portal.sdk.testing.fees import check_fees
from portal.sdk.testing.jobs import check_jobs
from portal.sdk.testing.messages import check_messages
from portal.sdk.testing.paying import check_payment_methods, check_webhooks
from portal.sdk.testing.pieces import (
    check_admin,
    check_api,
    check_blocks,
    check_fields,
    check_functions,
)
from portal.sdk.testing.policies import check_private
from portal.sdk.testing.reinstalling import check_reinstall
from portal.sdk.testing.reports import check_reports
from portal.sdk.testing.running import check_read_back, check_resumes
from portal.sdk.testing.subject import Finding, Subject, read_plugin

__all__ = ["CHECKS", "check_plugin"]

CHECKS: Mapping[str, Callable[[Subject], Iterator[Finding]]] = {
    "metadata": check_metadata,
    "keys": check_keys,
    "addresses": check_addresses,
    "definitions": check_definitions,
    "scenarios": check_tried,
    "texts": check_texts,
    "reach": check_reach,
    "effects": check_effects,
    "fees": check_fees,
    "no_queries": check_no_queries,
    "resumes": check_resumes,
    "read_back": check_read_back,
    "private": check_private,
    "reinstall": check_reinstall,
    "fields": check_fields,
    "functions": check_functions,
    "blocks": check_blocks,
    "dashboard": check_cards,
    "messages": check_messages,
    "jobs": check_jobs,
    "checks": check_checks,
    "admin": check_admin,
    "reports": check_reports,
    "payment_methods": check_payment_methods,
    "webhooks": check_webhooks,
    "demo": check_demo,
    "api": check_api,
}
NEED_SOUND = frozenset(
    {"reach", "effects", "fees", "no_queries", "resumes", "read_back", "private", "reinstall"}
)


def check_plugin(plugin_id: str, *, checks: Iterable[str] = CHECKS) -> list[Finding]:
    """Return everything an installed plugin does against the contract; an empty list passes.

    Needs a migrated database and leaves nothing in it. ``checks`` names those to run, all by
    default. Definitions are checked always: an unsound one can be neither searched nor run.
    """
    subject = read_plugin(plugin_id)
    if subject is None:
        return [Finding("metadata", plugin_id, "no plugin of this id runs on this portal")]
    wanted = {*checks, "definitions"}
    if unsound := list(check_definitions(subject)):
        wanted -= NEED_SOUND
    chosen = [name for name in CHECKS if name in wanted - {"definitions"}]
    return unsound + [finding for name in chosen for finding in CHECKS[name](subject)]
