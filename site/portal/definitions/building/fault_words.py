"""What is wrong with a draft, told to its editor: by the stable names of faults, one sentence each."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.definitions.checks import DefinitionError

__all__ = ["say_fault"]

NOTHING: Mapping[str, str] = {}
LANGUAGE_NAMES: Mapping[str, Promise] = {
    "en": gettext_lazy("English"),
    "es": gettext_lazy("Spanish"),
}
SENTENCES: Mapping[str, Promise] = {
    "alternative_not_optional": gettext_lazy(
        "What may be shown in more than one way is optional each by itself, and stands on the same step."
    ),
    "answer_in_access": gettext_lazy("Who may apply is judged before anything is answered."),
    "asked_of_the_record": gettext_lazy(
        "What somebody else is asked does not rest on the applicant's record."
    ),
    "asks_nothing": gettext_lazy("It has no answer, so nothing can be filled in or refused."),
    "bad_fee_id": gettext_lazy("Pick the item that is charged."),
    "bad_field_id": gettext_lazy("Its English text has no letter to make an id of."),
    "bad_step_id": gettext_lazy("Its English title has no letter to make an id of."),
    "calculated_in_private": gettext_lazy("Reviewers are not asked calculated values."),
    "calculation_missing": gettext_lazy("Say how it is calculated."),
    "certificate_without_account": gettext_lazy(
        "A wizard without an account cannot be about a certificate."
    ),
    "circular_rule": gettext_lazy(
        "It rests on “%(question)s”, which itself rests on it: a circle. Change one of their rules."
    ),
    "closes_before_it_opens": gettext_lazy("The last day is before the first one."),
    "constant_comparison": gettext_lazy("Both sides of a comparison are fixed values."),
    "dead_step": gettext_lazy("The step can never be asked: its rules rule each other out."),
    "declaration_without_statement": gettext_lazy("Say what is declared."),
    "documents_without_account": gettext_lazy("Without an account nobody adds documents."),
    "duplicate_choice": gettext_lazy("Two choices are the same."),
    "duplicate_fee": gettext_lazy("Two fees have the same id."),
    "duplicate_field": gettext_lazy("Two questions have the same id."),
    "duplicate_message": gettext_lazy("There is another one for the same message."),
    "empty_message": gettext_lazy("Write a subject or a paragraph, or remove the message."),
    "empty_rule": gettext_lazy("Say when the answer is refused."),
    "empty_step": gettext_lazy("The step asks nothing. Add a question, or remove the step."),
    "evidence_without_account": gettext_lazy(
        "Without an account nothing is claimed that could be settled first."
    ),
    "failing_scenario": gettext_lazy("The scenario comes out otherwise than recorded."),
    "fee_may_stay_open": gettext_lazy(
        "It cannot be told whether this is charged where “%(question)s” is not answered. "
        "Add to its rules that this question is answered."
    ),
    "fee_of_no_group": gettext_lazy("Pick a repeating group of this wizard, or leave it empty."),
    "fee_reads_unasked": gettext_lazy(
        "Its rule asks for something that applicants are not asked, or that is gone."
    ),
    "fee_without_account": gettext_lazy("Without an account nobody pays a fee."),
    "filled_in_without_account": gettext_lazy(
        "Without an account there is no record to fill it in from."
    ),
    "held_without_account": gettext_lazy("This can be asked only of people with an account."),
    "message_too_long": gettext_lazy("The text is too long."),
    "missing_plugin": gettext_lazy("A plugin that it needs is not installed."),
    "nameless_without_account": gettext_lazy(
        "Without an account nobody has a name: write it without {applicant}."
    ),
    "no_alternative": gettext_lazy("Name at least two ways, each with a document."),
    "no_choices": gettext_lazy("Add the choices."),
    "no_fee_item": gettext_lazy("Pick the item that is charged."),
    "no_order": gettext_lazy("What is compared has no more and no less."),
    "no_request": gettext_lazy("Say who is asked, and what."),
    "no_result_type": gettext_lazy("Say what the calculation gives."),
    "no_steps": gettext_lazy("Add a step."),
    "nobody_to_ask": gettext_lazy(
        "Pick the questions of this step that ask for the person's name and e-mail address."
    ),
    "not_listed": gettext_lazy(
        "Who may fill it in, or how many applications one person may have, is none of the list: choose again."
    ),
    "not_a_list": gettext_lazy("“includes” needs an answer with several entries."),
    "not_sensitive": gettext_lazy("It shows a sensitive answer, so mark it as sensitive."),
    "nothing_to_replace": gettext_lazy("Write the paragraph that is said instead."),
    "one_at_a_time_without_account": gettext_lazy(
        "Without an account nobody can tell how many one person has: choose “as many as they like”."
    ),
    "plugin_effect_without_account": gettext_lazy(
        "A plugin changes a person's record after it: without an account there is none."
    ),
    "plugin_fee_without_account": gettext_lazy(
        "A plugin works out a fee for it: without an account nobody pays a fee."
    ),
    "private_of_the_applicant": gettext_lazy("Reviewers cannot answer what only applicants hold."),
    "reads_itself": gettext_lazy(
        "Its rule or formula rests on itself. Choose a question that comes before it."
    ),
    "reads_other_rows": gettext_lazy("Within a row, compare answers of the same row."),
    "reads_outside_row": gettext_lazy("Within a row, compare answers of the same row."),
    "record_without_account": gettext_lazy(
        "Without an account nothing is on record that a rule or a scenario could use."
    ),
    "repeated_choice": gettext_lazy("A rule lists the same value twice."),
    "repeated_rule": gettext_lazy("A rule says the same twice."),
    "request_without_account": gettext_lazy("Without an account nobody else can be asked."),
    "rows_in_private": gettext_lazy("Reviewers are not asked repeating groups."),
    "rows_without_questions": gettext_lazy("Add what is asked in each row."),
    "same_on_both_sides": gettext_lazy("A comparison compares something with itself."),
    "signature_filled_in": gettext_lazy("A signature is never filled in."),
    "too_much_asked": gettext_lazy("Somebody without an account cannot be asked this."),
    "too_much_in_a_row": gettext_lazy("This cannot be asked in the rows of a group."),
    "too_many_fees": gettext_lazy("An application has at most 20 fees."),
    "type_clash": gettext_lazy("A rule compares things that cannot be compared."),
    "unfinished_rule": gettext_lazy("A rule is unfinished: choose a question and a value."),
    "unknown_binding": gettext_lazy(
        "It cannot be filled in from there: choose another entry of the record, or none."
    ),
    "unknown_fee_item": gettext_lazy("The fee schedule has no such item."),
    "unknown_choice": gettext_lazy("A rule names a choice that its question does not have."),
    "unknown_field": gettext_lazy(
        "A rule asks for a question that is gone, or that cannot be used here: choose another one, or remove the rule."
    ),
    "unknown_fee_in_scenario": gettext_lazy("It expects a fee that is gone (%(question)s)."),
    "unknown_field_in_scenario": gettext_lazy(
        "It speaks of a question that is gone, or stands in another step now (%(question)s)."
    ),
    "unknown_function": gettext_lazy("A rule uses a function that nothing here offers."),
    "unknown_path": gettext_lazy(
        "A rule reads something that the records do not have, or have no longer: change the rule, or remove it."
    ),
    "unknown_path_in_scenario": gettext_lazy(
        "It has something on record that the records do not have (%(question)s)."
    ),
    "unknown_requirement_in_scenario": gettext_lazy(
        "It expects a document that is needed no longer (%(question)s)."
    ),
    "unknown_reviewers": gettext_lazy("Nobody may decide it."),
    "unknown_step_in_scenario": gettext_lazy("It speaks of a step that is gone (%(question)s)."),
    "unknown_type": gettext_lazy("Nothing here offers this type of question."),
    "unreachable_field": gettext_lazy(
        "The question can never be asked: its rules, and those of what it rests on, rule each other out."
    ),
    "unreachable_fee": gettext_lazy(
        "It can never be charged: its rules, and those of what it rests on, rule each other out."
    ),
    "unreachable_requirement": gettext_lazy(
        "It can never be needed: its rules, and those of what it rests on, rule each other out."
    ),
    "use_before_definition": gettext_lazy(
        "A rule reads “%(question)s”, which comes later or is gone."
    ),
    "wrong_argument_count": gettext_lazy("A calculation has too many or too few parts."),
}


def say_fault(fault: DefinitionError, called: Mapping[str, str] = NOTHING) -> str:
    """Return a fault as a sentence; its name and detail where there is none for it.

    ``called`` is what questions are called by what rules call them.
    """
    if fault.name == "missing_text":
        language = LANGUAGE_NAMES.get(fault.detail, fault.detail)
        return _("A text is missing in %(language)s.") % {"language": language}
    if fault.name == "unknown_placeholder":
        said = _("“%(written)s” stands for nothing here. Use what the help beside it lists.")
        return said % {"written": fault.detail}
    if fault.name in {"failing_scenario", "unjudged_scenario"}:
        return f"{SENTENCES['failing_scenario']} {fault.detail}"
    if fault.name in SENTENCES:
        return str(SENTENCES[fault.name]) % {"question": called.get(fault.detail, fault.detail)}
    return f"{fault.name} {fault.detail}".strip()
