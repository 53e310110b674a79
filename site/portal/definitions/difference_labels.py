"""What the parts of a definition, and what each says, are called where two versions are compared. Names only."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.definitions.differences import ChangeKind, Part
from portal.definitions.fee_words import FEES_HAPPENED, OF_FEES
from portal.definitions.message_words import OF_MESSAGES
from portal.definitions.spec import Applicants, DraftPolicy, StepKind

__all__ = ["APPLICANTS", "ASPECTS", "DRAFTS", "HAPPENED", "KINDS"]

HAPPENED: Mapping[tuple[Part, ChangeKind], Promise] = {
    (Part.STEP, ChangeKind.ADDED): gettext_lazy("Step added"),
    (Part.STEP, ChangeKind.REMOVED): gettext_lazy("Step removed"),
    (Part.STEP, ChangeKind.MOVED): gettext_lazy("Step moved"),
    (Part.QUESTION, ChangeKind.ADDED): gettext_lazy("Question added"),
    (Part.QUESTION, ChangeKind.REMOVED): gettext_lazy("Question removed"),
    (Part.QUESTION, ChangeKind.MOVED): gettext_lazy("Question moved"),
    (Part.CHOICE, ChangeKind.ADDED): gettext_lazy("Choice added"),
    (Part.CHOICE, ChangeKind.REMOVED): gettext_lazy("Choice removed"),
    (Part.CHOICE, ChangeKind.MOVED): gettext_lazy("Choice moved"),
    (Part.REQUIREMENT, ChangeKind.ADDED): gettext_lazy("Requirement added"),
    (Part.REQUIREMENT, ChangeKind.REMOVED): gettext_lazy("Requirement removed"),
    (Part.REQUIREMENT, ChangeKind.MOVED): gettext_lazy("Requirement moved"),
    (Part.PRIVATE, ChangeKind.ADDED): gettext_lazy("Question for reviewers added"),
    (Part.PRIVATE, ChangeKind.REMOVED): gettext_lazy("Question for reviewers removed"),
    (Part.PRIVATE, ChangeKind.MOVED): gettext_lazy("Question for reviewers moved"),
    **FEES_HAPPENED,
    (Part.MESSAGE, ChangeKind.ADDED): gettext_lazy("Message added"),
    (Part.MESSAGE, ChangeKind.REMOVED): gettext_lazy("Message removed"),
    (Part.SCENARIO, ChangeKind.ADDED): gettext_lazy("Scenario added"),
    (Part.SCENARIO, ChangeKind.REMOVED): gettext_lazy("Scenario removed"),
    (Part.SCENARIO, ChangeKind.MOVED): gettext_lazy("Scenario moved"),
}
ASPECTS: Mapping[str, Promise] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "minutes": gettext_lazy("Minutes to expect"),
    "needs": gettext_lazy("What to have at hand"),
    "renews": gettext_lazy("Certificate types it renews"),
    "offer": gettext_lazy("What a certificate’s button for it says"),
    "confirmation": gettext_lazy("Words after sending"),
    "reviewers": gettext_lazy("Who decides"),
    "needs_settled_evidence": gettext_lazy("Every claimed item must be settled first"),
    "access": gettext_lazy("Who may not apply"),
    "applicants": gettext_lazy("Who may fill it in"),
    "drafts": gettext_lazy("How many applications at a time"),
    "opens_on": gettext_lazy("First day"),
    "closes_on": gettext_lazy("Last day"),
    "introduction": gettext_lazy("Introduction"),
    "condition": gettext_lazy("Asked only if"),
    "declaration": gettext_lazy("Declaration"),
    "request": gettext_lazy("What somebody else is asked"),
    "kind": gettext_lazy("Kind of step"),
    "label": gettext_lazy("Wording"),
    "hint": gettext_lazy("Hint"),
    "type": gettext_lazy("Type of question"),
    "optional": gettext_lazy("May be left empty"),
    "sensitive": gettext_lazy("Sensitive"),
    "binding": gettext_lazy("Filled in from the record"),
    "options": gettext_lazy("Limits"),
    "refusals": gettext_lazy("Answers that are refused"),
    "calculation": gettext_lazy("How it is worked out"),
    "alternatives": gettext_lazy("What may stand for what"),
    **OF_FEES,
    **OF_MESSAGES,
    "name": gettext_lazy("Name"),
    "on": gettext_lazy("Day"),
    "record": gettext_lazy("What is on record"),
    "credentials": gettext_lazy("Credentials held"),
    "documents": gettext_lazy("Documents held"),
    "answers": gettext_lazy("Answers"),
    "expected": gettext_lazy("What is expected"),
}
APPLICANTS: Mapping[Applicants, Promise] = {
    Applicants.SIGNED_IN: gettext_lazy("whoever signs in"),
    Applicants.ANYBODY: gettext_lazy("anybody, with an account or without"),
}
DRAFTS: Mapping[DraftPolicy, Promise] = {
    DraftPolicy.MANY: gettext_lazy("as many as people like"),
    DraftPolicy.ONE_DRAFT: gettext_lazy("one that is not sent yet"),
    DraftPolicy.ONE_UNDER_WAY: gettext_lazy("one, until it is decided"),
}
KINDS: Mapping[StepKind, Promise] = {
    StepKind.FIELDS: gettext_lazy("questions"),
    StepKind.DOCUMENTS: gettext_lazy("documents"),
    StepKind.DECLARATION: gettext_lazy("a declaration"),
    StepKind.THIRD_PARTY: gettext_lazy("somebody else is asked"),
}
