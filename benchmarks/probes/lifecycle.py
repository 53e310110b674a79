"""Lets six people act on applications in any order that Hypothesis thinks of, and in every state of the table."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.db import transaction  # noqa: E402 (the apps are loaded above)
from hypothesis import HealthCheck, Phase, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from hypothesis.stateful import (  # noqa: E402
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from benchmarks.case_life import (  # noqa: E402
    DONE,
    EVENTS,
    ROLES,
    STATES,
    Life,
    Troupe,
    expected,
)
from benchmarks.processes import answer_requests  # noqa: E402
from portal.lifecycle import assignment, decisions, eligibility  # noqa: E402
from portal.lifecycle.errors import AlreadyDecidedError  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402

troupe = Troupe()
counted = {"runs": 0, "acts": 0, "done": 0}


class Lives(RuleBasedStateMachine):
    """One application; each act must come to what the table says, and leave every invariant whole."""

    def __init__(self) -> None:
        super().__init__()
        self.frame: AbstractContextManager[Any] = transaction.atomic()
        self.frame.__enter__()
        self.life = Life(troupe)
        counted["runs"] += 1

    @initialize(state=st.sampled_from(STATES))
    def begin(self, state: str) -> None:
        """Bring it to any state first, so that runs are not spent on the way there."""
        self.life.bring_to(state)

    @rule(
        event=st.sampled_from(EVENTS),
        role=st.sampled_from(ROLES),
        step=st.integers(0, 2),
        seed=st.integers(0, 3),
    )
    def act(self, event: str, role: str, step: int, seed: int) -> None:
        """Let anybody do anything."""
        self._do(event, role, step, seed)

    def _do(self, event: str, role: str, step: int, seed: int) -> None:
        life = self.life
        wanted = expected(life.state, event, role, life.holder)
        state, outcome = life.state, life.do(event, role, step=step, seed=seed)
        counted["acts"] += 1
        counted["done"] += outcome == DONE
        assert outcome == wanted, (state, event, role, outcome, wanted)

    @invariant()
    def holds(self) -> None:
        """Compare every row with what is known."""
        faults = self.life.faults()
        assert not faults, "; ".join(faults)

    def teardown(self) -> None:
        """Take everything back."""
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)


def run(runs: int, steps: int, without: str) -> dict[str, Any]:
    """Run the machine, a protection removed where one is named; return what it found and how much it did."""
    counted.update(runs=0, acts=0, done=0)
    found = ""
    with _without(without):
        try:
            run_state_machine_as_test(
                Lives,
                settings=settings(
                    max_examples=runs,
                    stateful_step_count=steps,
                    database=None,
                    deadline=None,
                    derandomize=True,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                ),
            )
        except AssertionError as broken:
            found = str(broken)[:200]
    return {"found": found, **counted}


def _without(protection: str) -> ExitStack:
    """Remove the lock with its look at what is decided, or the guard of who decides."""
    stack = ExitStack()
    if protection == "lock":
        for module in (assignment, decisions, eligibility):
            unlocked = mock.patch.object(module, "lock_undecided", _read_anyway)
            stack.enter_context(unlocked)
    if protection == "permission":
        for module in (assignment, decisions):
            stack.enter_context(mock.patch.object(module, "check_can_decide"))
    return stack


def _read_anyway(application_id: int) -> Application:
    """Refuse drafts as usual, and no longer what is decided."""
    application = Application.objects.get(pk=application_id)
    if application.submitted_at is None:
        raise AlreadyDecidedError(application.pk)
    return application


def enumerate_table() -> dict[str, Any]:
    """Try each cell of state × event × role; return those that come out otherwise or break an invariant."""
    wrong, cells, done = [], 0, 0
    for state in STATES:
        for event in EVENTS:
            for role in ROLES:
                with transaction.atomic():
                    life = Life(troupe)
                    life.bring_to(state)
                    wanted = expected(state, event, role, life.holder)
                    outcome = life.do(event, role)
                    faults = life.faults()
                    transaction.set_rollback(True)
                cells += 1
                done += outcome == DONE
                if outcome != wanted or faults:
                    wrong.append(f"{state} × {event} × {role}: {outcome} {' '.join(faults)}")
    return {"cells": cells, "done": done, "wrong": wrong}


if __name__ == "__main__":
    answer_requests({"run": run, "enumerate_table": enumerate_table})
