"""Draws random wizards with answers and counts where an answer comes out otherwise than it was given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402 (the apps are loaded above)
from hypothesis import strategies as st  # noqa: E402

from benchmarks.processes import answer_requests  # noqa: E402
from portal.casework import reading  # noqa: E402
from portal.definitions.checks import check_wizard  # noqa: E402
from portal.definitions.fields import known_field_types  # noqa: E402
from portal.definitions.readback import ReadBackSection, read_back  # noqa: E402
from portal.definitions.spec import WizardSpec  # noqa: E402
from portal.sdk.testing import agreement  # noqa: E402
from portal.sdk.testing.cast import made_context  # noqa: E402
from portal.sdk.testing.strategies import answers_to, wizard_specs  # noqa: E402


@dataclass
class Tally:
    """What was drawn, and what differed."""

    sound: int = 0
    questions: int = 0
    rules: int = 0
    answers: int = 0
    differences: int = 0
    types: set[str] = field(default_factory=set)

    def add(self, spec: WizardSpec, data: Any) -> None:
        """Answer a wizard and compare."""
        context = made_context(spec)
        path = data.draw(answers_to(spec, context))
        asked = spec.fields()
        self.sound += not check_wizard(spec)
        self.questions += len(asked)
        conditions = [each.condition for each in asked] + [each.condition for each in spec.steps]
        self.rules += len(conditions) - conditions.count(None)
        self.types |= {question.type for question in asked}
        self.answers += len(path.flat)
        self.differences += len(list(agreement.find_disagreements(spec, path, context)))


def _draw(count: int, take: Callable[[WizardSpec, Any], None]) -> None:
    """Draw so many wizards, the same every time."""

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), wizard_specs())
    def draw(data: Any, spec: WizardSpec) -> None:
        take(spec, data)

    draw()


def compare(count: int) -> dict[str, Any]:
    """Return the tally of so many wizards."""
    tally, begun = Tally(), time.process_time()
    _draw(count, tally.add)
    facts = {**vars(tally), "types": len(tally.types), "all_types": len(known_field_types())}
    return {**facts, "seconds": time.process_time() - begun}


def _read_less(*arguments: Any) -> list[ReadBackSection]:
    return [replace(each, lines=each.lines[1:]) for each in read_back(*arguments)]


def compare_spoiled(count: int) -> dict[str, int]:
    """Return the differences found by reader while that reader leaves out the first line of a step."""
    found = {}
    for name, module in (("read-back", agreement), ("reviewer's page", reading)):
        tally = Tally()
        with mock.patch.object(module, "read_back", _read_less):
            _draw(count, tally.add)
        found[name] = tally.differences
    return found


if __name__ == "__main__":
    answer_requests({"compare": compare, "compare_spoiled": compare_spoiled})
