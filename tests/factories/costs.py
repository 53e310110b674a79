"""A wizard whose definition says what it costs: always something, something more if in a hurry, more for each copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.publishing import publish_wizard
from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.records.wizards.models import Wizard, WizardVersion
from portal.sdk.testing.cast import fill_fee_schedule

__all__ = ["ANSWERS", "COPIES", "COSTLY", "PRICES", "answering", "publish_costly"]

HURRY = FieldSpec(id="hurry", type="yes_no", label=text("In a hurry?", "¿Con prisa?"))
NOTE = FieldSpec(id="note", type="text", label=text("Note", "Nota"), required=False)
COPIES = FieldSpec(
    id="copies",
    type="rows",
    label=text("Copies", "Copias"),
    required=False,
    options={"max_rows": 5},
    rows=(FieldSpec(id="to", type="text", label=text("Sent to", "Enviada a")),),
)
ORDER = StepSpec(id="order", title=text("Order", "Pedido"), fields=(HURRY, NOTE, COPIES))
COSTLY = WizardSpec(
    key="bureau.costly",
    title=text("Something that costs", "Algo que cuesta"),
    summary=text("It costs something.", "Cuesta algo."),
    steps=(ORDER,),
    fees=(
        FeeSpec(id="always", item="duplicate"),
        FeeSpec(id="hurry", item="review", condition=eq(answer("hurry"), True)),
        FeeSpec(id="copy", item="cross_endorsement", per_row="copies"),
    ),
)
PRICES = {"always": 5_000, "hurry": 5_000, "copy": 10_000}
"""What each of its fees costs by the portal's own schedule, in cents."""


def answering(*, hurry: bool, copies: int = 0) -> dict[str, Any]:
    """Return the answers of somebody."""
    given: dict[str, Any] = {"hurry": hurry}
    if copies:
        given["copies"] = [{"to": f"School {number}"} for number in range(copies)]
    return given


def _all() -> Iterator[tuple[dict[str, Any], int]]:
    for hurry in (False, True):
        for copies in (0, 1, 3):
            cents = PRICES["always"] + hurry * PRICES["hurry"] + copies * PRICES["copy"]
            yield answering(hurry=hurry, copies=copies), cents


ANSWERS = tuple(_all())
"""Answers, and what they cost by hand."""


def publish_costly(at: Any, **changes: Any) -> tuple[WizardSpec, WizardVersion]:
    """Publish it as an editor's wizard, with changes; the fee schedule is filled."""
    fill_fee_schedule()
    spec = replace(COSTLY, **changes)
    version = publish_wizard(
        spec=spec, origin=Wizard.Origin.EDITOR, required_plugins={}, actor_id=None, at=at
    )
    return spec, version
