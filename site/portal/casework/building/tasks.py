"""What is left to do before a draft can be published: faults with links to their places, scenarios, what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.definitions.building.fault_words import say_fault
from portal.definitions.building.publishing import find_draft_faults
from portal.definitions.building.reading import ReadDraft
from portal.definitions.checks import DefinitionError, check_wizard
from portal.definitions.compiled import CompiledWizard, get_compiled, get_whole_spec
from portal.definitions.difference_words import ChangeLine, describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.fee_items import find_lost_items
from portal.definitions.labels import rule_labels
from portal.definitions.scenario_checks import find_faults_of_all
from portal.definitions.scenario_spec import ScenarioSpec, place_of
from portal.definitions.scenario_words import VerdictLine, describe_verdicts, name_places
from portal.definitions.scenarios import judge_scenario
from portal.definitions.spec import PRIVATE, WizardSpec
from portal.definitions.texts import in_language, reader_language
from portal.records.wizards.models import WizardVersion

__all__ = ["Task", "judge_draft", "list_faults", "list_tasks", "tell_changes"]

TABS = {"wizard": "service", "access": "who_and_when", PRIVATE: "review"}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: where in words, what, and the fragment of the form's address that leads there.

    A scenario is mended on the page that publishes: ``scenario`` is its id, and ``fragment`` a place of that page.
    """

    where: str
    what: str
    fragment: str
    block: str
    scenario: str = ""


def list_tasks(read: ReadDraft) -> list[Task]:
    """Return what keeps a draft from being published, in the order of the form; the same is said once."""
    return list(dict.fromkeys(_tasks(read, find_draft_faults(read))))


def _tasks(read: ReadDraft, faults: Iterable[DefinitionError]) -> Iterable[Task]:
    names = name_places(read.spec, reader_language())
    called = rule_labels(read.spec, reader_language())
    scenarios = {place_of(each.id): each for each in read.spec.scenarios}
    unread = {fault.block for fault in read.faults if fault.block}
    for fault in faults:
        if fault.place in scenarios:
            yield _mend(scenarios[fault.place], say_fault(fault, called))
            continue
        block = fault.detail if fault.detail in unread else read.names.places.get(fault.place, "")
        step = fault.place.partition(".")[0]
        fragment = f"#block-{block}-section" if block else f"#tab-{TABS.get(step, 'steps')}"
        where = _name_place(fault.place, names)
        yield Task(where, say_fault(fault, called), fragment, block)


def _mend(scenario: ScenarioSpec, what: str) -> Task:
    name = in_language(scenario.name, reader_language()) or scenario.id
    where = _("Scenario: %(scenario)s") % {"scenario": name}
    return Task(where, what, f"#scenario-{scenario.id}", "", scenario.id)


def _name_place(place: str, names: Mapping[str, str]) -> str:
    """Return what an editor calls a place, which may have no words yet."""
    step, _dot, part = place.partition(".")
    if step in {"wizard", "access"} or step.startswith("scenario "):
        return _("The service as a whole")
    if step.startswith("fee "):
        return _("Fee: %(fee)s") % {"fee": names.get(place) or _("nothing picked yet")}
    if step == PRIVATE:
        return _("Questions for reviewers")
    said = [names.get(step, "") or _("A step without a title")]
    if part:
        said.append(names.get(place, "").rpartition(" › ")[2] or _("a question without words"))
    return " › ".join(said)


def list_faults(spec: WizardSpec) -> list[str]:
    """Return what would keep a definition from being published, each with its place in words."""
    names = name_places(spec, reader_language())
    faults = [*(check_wizard(spec) or find_faults_of_all(spec)), *find_lost_items(spec)]
    called = rule_labels(spec, reader_language())
    said = (f"{_name_place(fault.place, names)}: {say_fault(fault, called)}" for fault in faults)
    return list(dict.fromkeys(said))


def judge_draft(spec: WizardSpec) -> list[VerdictLine]:
    """Return a line a scenario of a definition that has no faults."""
    compiled = CompiledWizard(0, 0, spec)
    verdicts = [judge_scenario(scenario, compiled) for scenario in spec.scenarios]
    return describe_verdicts(verdicts, spec, reader_language())


def tell_changes(spec: WizardSpec, version: WizardVersion | None) -> list[ChangeLine] | None:
    """Return what differs from the version on offer; None where nothing is."""
    if version is None:
        return None
    old = get_whole_spec(get_compiled(version.pk, version.content_hash))
    changes = find_differences(old, spec)
    return describe_changes(changes, old=old, new=spec, language=reader_language())
