"""What six people may do to an application, through the operations themselves; and what must hold whatever they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from benchmarks.answers import make_answers
from benchmarks.cast import Applicant, make_applicant, publish
from benchmarks.definitions import service_key, stored
from portal.accounts.roles import Role
from portal.definitions.serialization import content_hash
from portal.lifecycle import assignment, decisions, drafts, eligibility
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.runs import get_run
from portal.lifecycle.stages import LifecycleFacts, derive
from portal.lifecycle.submission import submit_application
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application, StepAnswers, TimelineEvent
from portal.records.audit.models import AuditEvent
from portal.users.models import User

__all__ = ["EVENTS", "ROLES", "STATES", "Life", "Troupe", "expected"]

STEPS = 3
ROLES = ("applicant", "other", "specialist", "colleague", "supervisor", "anonymous")
STAFF = frozenset({"specialist", "colleague", "supervisor"})
STATES = ("begun", "answered", "submitted", "taken up", "found eligible", "approved", "denied")
EVENTS = (
    *("save", "type", "submit", "take up", "give back", "hand over", "find eligible"),
    *("approve", "deny", "deny unexplained"),
)
DONE, REPEATED, REFUSED = "done", "repeated", "refused"
REFUSALS = (LifecycleError, User.DoesNotExist, Application.DoesNotExist)


def expected(state: str, event: str, role: str, holder: str) -> str:
    """Return what an event by somebody must come to in a state; ``holder`` has what is taken up, if anybody."""
    is_draft, is_decided = state in STATES[:2], state in {"approved", "denied"}
    if event in {"save", "type", "submit"}:
        if role != "applicant":
            return REFUSED
        if event == "submit":
            return {"begun": REFUSED, "answered": DONE}.get(state, REPEATED)
        return DONE if is_draft else REFUSED
    if role not in STAFF or is_draft or is_decided or event == "deny unexplained":
        return REFUSED
    if event == "give back":
        return DONE if holder and role in {holder, "supervisor"} else REFUSED
    if event == "hand over":
        return DONE if role == "supervisor" and holder != "colleague" else REFUSED
    if event == "find eligible":
        return REFUSED if state == "found eligible" else DONE
    return DONE


class Troupe:
    """The six, made once."""

    def __init__(self) -> None:
        publish(STEPS)
        self.applicants: dict[str, Applicant] = {
            name: make_applicant(name) for name in ("applicant", "other")
        }
        self.ids = {name: each.account.pk for name, each in self.applicants.items()}
        self.ids["anonymous"] = 0
        for name in sorted(STAFF):
            account = User.objects.create_user(name, f"{name}@example.org", None)
            role = Role.SUPERVISOR if name == "supervisor" else Role.SPECIALIST
            account.groups.add(Group.objects.get(name=role.value))
            self.ids[name] = account.pk


class Life:
    """One application of the applicant, with what is known of it: the model that the rows are compared with."""

    def __init__(self, troupe: Troupe) -> None:
        self.troupe = troupe
        self.row = drafts.start_draft(
            person_id=troupe.applicants["applicant"].person_id,
            service_key=service_key(STEPS),
            credential_number=None,
            at=timezone.now(),
        )
        self.state, self.holder = "begun", ""
        self.answers: dict[str, dict[str, Any]] = {}
        self.typed: dict[str, dict[str, list[str]]] = {}
        self.audited = self.told = 0
        self.attested: tuple[Any, ...] = ()
        self.decided: tuple[Any, ...] = ()

    def bring_to(self, state: str) -> None:
        """Bring it to a state by what leads there."""
        for number in range(STEPS if state != "begun" else 0):
            self.do("save", "applicant", step=number)
        if state not in STATES[:2]:
            self.do("submit", "applicant")
        if state == "taken up":
            self.do("take up", "specialist")
        if state == "found eligible":
            self.do("find eligible", "specialist")
        if state in {"approved", "denied"}:
            self.do({"approved": "approve", "denied": "deny"}[state], "specialist")
        assert self.state == state, (self.state, state)

    def do(self, event: str, role: str, *, step: int = 0, seed: int = 0) -> str:
        """Let somebody do something; return what came of it, and note what has to be so from now on."""
        before = self.state
        try:
            outcome = self._act(event, role, step, seed)
        except REFUSALS:
            outcome = REFUSED
        if outcome == DONE:
            self._note(event, role, step, seed, before)
        return outcome

    def _act(self, event: str, role: str, step: int, seed: int) -> str:
        by, at, key = self.troupe.ids[role], timezone.now(), self.row.pk
        acts: dict[str, Callable[[], object]] = {
            "save": lambda: self._save(by, step, seed),
            "type": lambda: self._type(by, step, seed),
            "submit": lambda: submit_application(
                public_id=self.row.public_id, account_id=by, language="en", at=at
            ),
            "take up": lambda: assignment.take_up_application(application_id=key, by_id=by, at=at),
            "give back": lambda: assignment.release_application(
                application_id=key, by_id=by, at=at
            ),
            "hand over": lambda: assignment.hand_over_application(
                application_id=key, to_id=self.troupe.ids["colleague"], by_id=by, at=at
            ),
            "find eligible": lambda: eligibility.find_eligible(application_id=key, by_id=by, at=at),
            "approve": lambda: self._decide("approved", "", by),
            "deny": lambda: self._decide("denied", "Not this time.", by),
            "deny unexplained": lambda: self._decide("denied", "  ", by),
        }
        is_sent = self.state not in STATES[:2]
        answer = acts[event]()
        if event == "type" and not answer:
            return REFUSED
        return REPEATED if event == "submit" and is_sent else DONE

    def _save(self, by: int, step: int, seed: int) -> None:
        run = get_run(self.row.public_id, by)
        held = run.held.get(f"s{step}")
        drafts.save_step(
            run=run,
            step=f"s{step}",
            answers=stored(step, make_answers(seed)),
            expected_version=held.version if held else 0,
            credential_number=None,
            at=timezone.now(),
        )

    def _type(self, by: int, step: int, seed: int) -> bool:
        return drafts.keep_unfinished(
            public_id=self.row.public_id,
            account_id=by,
            step=f"s{step}",
            typed={f"title_{step}": [f"typed {seed}"]},
            at=timezone.now(),
        )

    def _decide(self, outcome: str, reason: str, by: int) -> None:
        decisions.decide_application(
            application_id=self.row.pk,
            outcome=outcome,
            reason=reason,
            decided_by_id=by,
            at=timezone.now(),
        )

    def _note(self, event: str, role: str, step: int, seed: int, before: str) -> None:
        name = f"s{step}"
        if event == "save":
            self.answers[name] = stored(step, make_answers(seed))
            self.typed.pop(name, None)
        elif event == "type":
            self.typed[name] = {f"title_{step}": [f"typed {seed}"]}
        else:
            self.audited += 1
            self.told += 1
        if event in {"save", "type"} and before in STATES[:2]:
            is_whole = len(self.answers) == STEPS and not self.typed
            self.state = "answered" if is_whole else "begun"
        holders = {"take up": role, "hand over": "colleague", "give back": ""}
        self.holder = holders.get(event, self.holder)
        reached = {
            "submit": "submitted",
            "approve": "approved",
            "deny": "denied",
            "find eligible": "found eligible",
        }
        leads = {"take up": "taken up", "hand over": "taken up", "give back": "submitted"}
        if self.state != "found eligible":  # who has it changes nothing of that
            reached |= leads
        self.state = reached.get(event, self.state)

    def faults(self) -> list[str]:
        """Return every invariant that the rows break."""
        row = Application.objects.get(pk=self.row.pk)
        made = list(Decision.objects.filter(application=row).values_list("outcome", "decided_by"))
        rows = StepAnswers.objects.filter(application=row)
        derived = derive(
            LifecycleFacts(
                is_submitted=row.submitted_at is not None,
                is_assigned=row.assigned_to_id is not None,
                outcome=made[0][0] if made else None,
                is_eligible=row.eligible_at is not None and not made,
            )
        )
        known = self.state if self.state in {"approved", "denied"} else None
        audits = AuditEvent.objects.filter(record_type="application", record_id=str(row.pk))
        checks = {
            "stage is not what the facts say": (row.stage, row.action_required_by)
            == (derived.stage, derived.action_required_by),
            "statuses are not what the facts say": row.submitted_at is None
            or row.statuses == list(derived.statuses),
            "decided otherwise, or twice": [each[0] for each in made] == ([known] if known else []),
            "a write without its audit event": audits.count() == self.audited,
            "a write without its line": TimelineEvent.objects.filter(application=row).count()
            == self.told,
            "answers lost or changed": {each.step: each.answers for each in rows if each.answers}
            == self.answers,
            "typing lost or changed": {
                each.step: each.unfinished for each in rows if each.unfinished
            }
            == self.typed,
            "submitted or not": (row.submitted_at is None) == (self.state in STATES[:2]),
            "somebody else has it": row.assigned_to_id == self.troupe.ids.get(self.holder),
            **self._unchanged(row, made),
        }
        return [name for name, holds in checks.items() if not holds]

    def _unchanged(self, row: Application, made: list[Any]) -> dict[str, bool]:
        """Return whether what was attested and decided is still that."""
        if row.submitted_at is None:
            return {}
        attested = (row.submitted_at, row.reference, row.snapshot_hash, row.version_id)
        self.attested, self.decided = self.attested or attested, self.decided or tuple(made)
        return {
            "what was submitted has changed": attested == self.attested
            and content_hash(row.snapshot) == row.snapshot_hash,
            "the decision has changed": tuple(made) == self.decided,
        }
