"""Every extension point: the module that a plugin provides it in, its kind, and how it fails.

Each module is optional. ``pure`` refuses the act on failure, ``decorate`` leaves the piece out,
``start`` parks the plugin with the reason, ``values`` issues nothing. A module that cannot be
imported parks its plugin, whatever the kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["EXTENSION_POINTS", "ExtensionPoint", "draw_table"]


@dataclass(frozen=True, slots=True)
class ExtensionPoint:
    """A place where a plugin joins in."""

    module: str
    attribute: str
    signature: str
    kind: Literal["pure", "decorate", "start", "values"]
    on_failure: str


EXTENSION_POINTS = (
    ExtensionPoint(
        "wizards",
        "WIZARDS",
        "list[WizardSpec]",
        "start",
        "An unsound definition parks the plugin at migrate, named with its errors; it is not published.",
    ),
    ExtensionPoint(
        "fields",
        "FIELD_TYPES",
        "list[FieldType] with keys under the plugin's id",
        "pure",
        "The act is refused: the step says that the service is temporarily unavailable. "
        "Answers stay and are shown plainly.",
    ),
    ExtensionPoint(
        "rules",
        "FUNCTIONS",
        "list[RuleFunction] with names under the plugin's id",
        "pure",
        "The value is unknown, with the reason; what rests on it cannot be decided.",
    ),
    ExtensionPoint(
        "fees",
        "FEES",
        "dict[str, ServiceFees] by service key",
        "pure",
        "The submission is refused with a plain message and the draft is kept; pages say that the fee cannot be "
        "worked out.",
    ),
    ExtensionPoint(
        "payment_methods",
        "METHODS",
        "list[PaymentMethod]",
        "pure",
        "The payer is told that the service cannot be reached; the attempt is kept and can be gone on with, nothing is "
        "charged. Other ways to pay go on.",
    ),
    ExtensionPoint(
        "webhooks",
        "WEBHOOKS",
        "dict[str, Webhook] by name",
        "pure",
        "The notice is answered 503, for the provider to repeat; reconciling finds what it told.",
    ),
    ExtensionPoint(
        "effects",
        "EFFECTS",
        "dict[str, ServiceEffects] by service key",
        "values",
        "The submission or decision is refused with a plain message; nothing is written.",
    ),
    ExtensionPoint(
        "tools",
        "TOOLS",
        "list[Tool]",
        "decorate",
        "The page shows that the tool is temporarily unavailable.",
    ),
    ExtensionPoint(
        "urls",
        "URLS",
        "dict[str, list[URLPattern]] by declared slug",
        "start",
        "A slug claimed twice or undeclared parks the plugin; whoever had it first keeps it.",
    ),
    ExtensionPoint(
        "blocks",
        "BLOCKS",
        "dict[str, Block] by name",
        "decorate",
        "Editors are not offered the block; stored ones are kept behind a locked placeholder.",
    ),
    ExtensionPoint(
        "dashboard",
        "CARDS",
        "dict[str, DashboardCard] by name",
        "decorate",
        "The card is left out of the account page.",
    ),
    ExtensionPoint(
        "messages",
        "MESSAGES",
        "dict[str, ServiceMessages] by service key",
        "decorate",
        "The standard message goes out without the piece.",
    ),
    ExtensionPoint(
        "jobs",
        "JOBS",
        "list[RegularJob]",
        "decorate",
        "The job is left out until its next time; one that overruns is not begun again before it ends. "
        "Other work goes on, and both are told as failures.",
    ),
    ExtensionPoint(
        "checks",
        "CHECKS",
        "dict[str, RecordCheck] by name",
        "decorate",
        "`portal integrity_check` names the check as not made and says so by its exit status; the others are made.",
    ),
    ExtensionPoint(
        "admin",
        "ADMIN",
        "list[AdminPage]",
        "decorate",
        "The menu entry is left out; the page says that it has a fault.",
    ),
    ExtensionPoint(
        "reports",
        "REPORTS",
        "list[StaffReport]",
        "decorate",
        "The menu entry is left out; the page and its file say that they have a fault.",
    ),
    ExtensionPoint(
        "demo",
        "DEMO",
        "DemoFill",
        "decorate",
        "The demonstration goes without all that the plugin adds, and `portal fill_demo` says so.",
    ),
    ExtensionPoint(
        "api",
        "ROUTER",
        "ninja.Router",
        "decorate",
        "A router that cannot be mounted is left out; an operation that raises answers with a Problem (503), and the "
        "API around it goes on.",
    ),
)


def draw_table() -> str:
    """Return the points as the Markdown table of docs/plugins."""
    heads = ("Module", "Provides", "Type", "Kind", "When it fails")
    rows = [
        (
            f"`{each.module}`",
            f"`{each.attribute}`",
            f"`{each.signature}`",
            each.kind,
            each.on_failure,
        )
        for each in EXTENSION_POINTS
    ]
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
