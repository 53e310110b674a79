"""How far applicants come in a service: begun, sent, where they stopped, how long a part takes, what was refused.

Counts alone: nothing of it says whose application it was. How it is shown is casework's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from portal.definitions.compiled import get_compiled
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import Text
from portal.lifecycle.runs import Run
from portal.records.applications.models import Application, StepAnswers
from portal.records.wizards.models import StepRefusal, Wizard, WizardVersion

__all__ = [
    "MOST_APPLICATIONS",
    "Funnel",
    "HotSpot",
    "StepPassage",
    "forget_old_refusals",
    "note_refusal",
    "read_funnel",
]

MOST_APPLICATIONS = 2_000
MOST_REFUSALS = 20_000
MOST_HOT_SPOTS = 10
LEFT_AFTER = timedelta(days=7)
"""How long nothing was saved in a draft that counts as left."""
KEPT = timedelta(days=400)
READ_BACK = ""
"""Stands for the read-back where a draft has every part and was not sent."""


@dataclass(frozen=True, slots=True)
class StepPassage:
    """A part: how many finished it, how many stopped at it, the median of minutes it took, how often it was refused.

    ``title`` is None for the read-back, whose ``finished`` is what was sent. ``minutes`` is None where nobody finished.
    """

    title: Text | None
    finished: int
    left: int
    minutes: float | None
    refused: int


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A question with how often it had to be corrected."""

    step: Text
    question: Text
    times: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of the applications begun since a moment; ``is_cut`` where only the latest were looked at.

    ``elsewhere`` counts those that stopped at a part which the version on offer does not have.
    """

    begun: int
    sent: int
    left: int
    minutes: float | None
    steps: tuple[StepPassage, ...]
    hot_spots: tuple[HotSpot, ...]
    elsewhere: int
    is_cut: bool

    @property
    def under_way(self) -> int:
        """Return how many are neither sent nor left."""
        return self.begun - self.sent - self.left


@dataclass(slots=True)
class _Passed:
    """What one application's rows say: when each part was checked, where it was saved last, what of it was sent."""

    begun: datetime
    sent: datetime | None
    saved: datetime
    attested: frozenset[str]
    checked: dict[str, datetime]
    last: str | None = None

    def has_finished(self, step: str) -> bool:
        """Tell whether a part was finished."""
        return step in self.checked or step in self.attested


def note_refusal(run: Run, step: str, refused: Iterable[str], *, on: date) -> None:
    """Count that a part was sent with something to correct at these of its questions; 1 SQL."""
    own = {question.id for question in run.compiled.steps[step].fields}
    StepRefusal.objects.create(
        version_id=run.compiled.version_id, step=step, questions=sorted(own & {*refused}), on_day=on
    )


def forget_old_refusals(*, on: date) -> int:
    """Delete what was counted more than 13 months ago; return how many."""
    return StepRefusal.objects.filter(on_day__lt=on - KEPT).delete()[0]


def read_funnel(wizard: Wizard, *, since: datetime, at: datetime) -> Funnel:
    """Return how the applications begun since a moment went; bounded, 5 SQL and one a version looked at.

    Raises ``DefinitionFormatError`` where the version on offer can't be read.
    """
    offered = wizard.current_version
    assert offered is not None
    versions = list(wizard.versions.order_by("-number"))
    passed, is_cut = _read(versions, since)
    spec = get_compiled(offered.pk, offered.content_hash).spec
    left = Counter(_stopped_at(each, spec) for each in passed if _is_left(each, at))
    refusals = list(
        StepRefusal.objects.filter(version__in=versions, on_day__gte=since.date())
        .order_by("-pk")
        .values_list("step", "questions")[:MOST_REFUSALS]
    )
    sent = [each for each in passed if each.sent]
    known = {READ_BACK, *(step.id for step in spec.steps)}
    return Funnel(
        begun=len(passed),
        sent=len(sent),
        left=left.total(),
        minutes=_median(_minutes(each.begun, each.sent) for each in sent if each.sent),
        steps=tuple(_passages(spec, passed, left, Counter(step for step, _ in refusals))),
        hot_spots=tuple(_hot_spots(spec, refusals)),
        elsewhere=sum(number for step, number in left.items() if step not in known),
        is_cut=is_cut,
    )


def _read(versions: list[WizardVersion], since: datetime) -> tuple[list[_Passed], bool]:
    """Return the latest applications, those of the newest version first, and whether there are more."""
    found: dict[int, _Passed] = {}
    for version in versions:
        rows = (
            Application.objects.filter(version=version)
            .order_by("-id")
            .values_list("pk", "started_at", "submitted_at", "saved_at", "snapshot__answers")
        )
        for key, begun, sent, saved, attested in rows[: MOST_APPLICATIONS + 1 - len(found)]:
            if begun >= since:
                found[key] = _Passed(begun, sent, saved, frozenset(attested or ()), {})
        if len(found) > MOST_APPLICATIONS:
            break
    latest = dict(list(found.items())[:MOST_APPLICATIONS])
    answered = (
        StepAnswers.objects.filter(application__in=latest)
        .order_by("saved_at", "pk")
        .values_list("application_id", "step", "checked_at")
    )
    for key, step, checked in answered:
        latest[key].last = step
        if checked:
            latest[key].checked[step] = checked
    return list(latest.values()), len(found) > MOST_APPLICATIONS


def _is_left(passed: _Passed, at: datetime) -> bool:
    return passed.sent is None and passed.saved < at - LEFT_AFTER


def _stopped_at(passed: _Passed, spec: WizardSpec) -> str:
    """Return the part that was saved last and not finished, or the next that everybody is asked; else READ_BACK."""
    order = [step.id for step in spec.steps]
    if passed.last is None:
        return order[0]
    if passed.last not in passed.checked or passed.last not in order:
        return passed.last
    behind = spec.steps[order.index(passed.last) + 1 :]
    waiting = (each.id for each in behind if not each.condition and each.id not in passed.checked)
    return next(waiting, READ_BACK)


def _passages(
    spec: WizardSpec,
    passed: list[_Passed],
    left: Mapping[str, int],
    refused: Mapping[str, int],
) -> Iterable[StepPassage]:
    taken = _minutes_by_step(passed)
    for step in spec.steps:
        yield StepPassage(
            step.title,
            sum(each.has_finished(step.id) for each in passed),
            left.get(step.id, 0),
            _median(taken[step.id]),
            refused.get(step.id, 0),
        )
    sent = sum(each.sent is not None for each in passed)
    yield StepPassage(None, sent, left.get(READ_BACK, 0), None, refused.get(READ_BACK, 0))


def _minutes_by_step(passed: list[_Passed]) -> Mapping[str, list[float]]:
    """Return how long each part took: from the one checked before it, or from the beginning."""
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for each in passed:
        before = each.begun
        for step, checked in sorted(each.checked.items(), key=lambda item: item[1]):
            taken[step].append(_minutes(before, checked))
            before = checked
    return taken


def _hot_spots(spec: WizardSpec, refusals: list[tuple[str, list[str]]]) -> Iterable[HotSpot]:
    times = Counter((step, question) for step, questions in refusals for question in questions)
    labels = {
        (step.id, question.id): (step.title, question.label)
        for step in spec.steps
        for question in step.fields
    }
    worst = (item for item in times.most_common() if item[0] in labels)
    for (place, number), _ in zip(worst, range(MOST_HOT_SPOTS), strict=False):
        yield HotSpot(*labels[place], number)


def _minutes(begin: datetime, end: datetime) -> float:
    return max((end - begin).total_seconds(), 0) / 60


def _median(values: Iterable[float]) -> float | None:
    listed = list(values)
    return median(listed) if listed else None
