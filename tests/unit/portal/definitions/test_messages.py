"""A wizard's own words in what is mailed: as data, with named faults, compared and merged by the kind of message."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from portal.definitions.checks import check_wizard
from portal.definitions.clash_words import describe_clashes
from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.impact import Nature, nature_of
from portal.definitions.merging import merge_definitions
from portal.definitions.message_spec import MessageKind, MessageSpec
from portal.definitions.schema import find_faults_of_shape
from portal.definitions.serialization import (
    DefinitionFormatError,
    canonical_json,
    dump_wizard,
    load_wizard,
)
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import Text, text
from portal_plugins.certification.wizards import WIZARDS

SPEC = WIZARDS[0]
APPROVED, SUBMITTED = MessageKind.APPROVED.value, MessageKind.SUBMITTED.value
HELLO = text("Hello {applicant}.", "Hola, {applicant}.")


def saying(*messages: MessageSpec) -> WizardSpec:
    """Return the renewal with own words."""
    return replace(SPEC, messages=messages)


def said(kind: str = APPROVED, body: Text = HELLO, **facts: Any) -> MessageSpec:
    """Return own words in a message."""
    return MessageSpec(kind=kind, body=body, **facts)


def test_messages_survive_json_and_equal_ones_give_equal_bytes_in_any_order() -> None:
    approved, submitted = said(), said(SUBMITTED, subject=HELLO, replaces=True)

    data = dump_wizard(saying(submitted, approved))

    assert canonical_json(data) == canonical_json(dump_wizard(saying(approved, submitted)))
    assert load_wizard(json.loads(canonical_json(data))) == saying(approved, submitted)
    assert find_faults_of_shape(data) == []
    assert data["messages"][0] == {"kind": APPROVED, "body": dict(HELLO)}
    assert "messages" not in dump_wizard(SPEC)


@pytest.mark.parametrize("messages", [5, ["approved"], [{}], [{"kind": APPROVED, "to": "me"}]])
def test_what_is_no_message_is_refused_by_name(messages: Any) -> None:
    with pytest.raises(DefinitionFormatError):
        load_wizard({**dump_wizard(SPEC), "messages": messages})


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (said("application_lost"), 'message "application_lost": unknown_message application_lost'),
        (said(body={}), f'message "{APPROVED}": empty_message'),
        (said(body={"en": " ", "es": ""}), f'message "{APPROVED}": empty_message'),
        (said(body={"en": "Hello"}), f'message "{APPROVED}": missing_text es'),
        (said(subject={"es": "Hola"}), f'message "{APPROVED}": missing_text en'),
        (
            said(body=text("{reference}", "{referencia}")),
            f'message "{APPROVED}": unknown_placeholder {{referencia}}',
        ),
        (
            said(subject=text("{ reference }", "{reference}")),
            f'message "{APPROVED}": unknown_placeholder {{ reference }}',
        ),
        (
            said(body=text("{{ applicant.email }}", "x")),
            f'message "{APPROVED}": unknown_placeholder {{ applicant.email }}',
        ),
        (said(body=text("{}", "x")), f'message "{APPROVED}": unknown_placeholder {{}}'),
        (said(body=text("{amount}", "x")), f'message "{APPROVED}": unknown_placeholder {{amount}}'),
        (
            said("draft_closing", text("x", "{reference}")),
            'message "draft_closing": unknown_placeholder {reference}',
        ),
        (
            said(subject=text("x" * 201, "x")),
            f'message "{APPROVED}": message_too_long 200',
        ),
        (said(body=text("x" * 5_001, "x")), f'message "{APPROVED}": message_too_long 5000'),
        (
            said("application_denied", replaces=True),
            'message "application_denied": nothing_to_replace',
        ),
        (
            said(body={}, subject=HELLO, replaces=True),
            f'message "{APPROVED}": nothing_to_replace',
        ),
    ],
)
def test_fault_of_a_message_is_named_at_its_place(message: MessageSpec, fault: str) -> None:
    assert [str(each) for each in check_wizard(saying(message))] == [fault]


def test_two_of_one_kind_are_refused() -> None:
    assert [each.name for each in check_wizard(saying(said(), said()))] == ["duplicate_message"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("application_submitted", "{service} {applicant} {reference}"),
        ("draft_expiring", "{service} {applicant} {last_day}"),
        ("payment_received", "{service} {applicant} {reference} {amount}"),
        ("reference_asked", "{service} {applicant} {reference} {asked_person}"),
    ],
)
def test_every_placeholder_of_a_kind_is_taken_and_what_is_no_name_is_text(
    kind: str, names: str
) -> None:
    text_ = f"{names} {{% now %}} {{{{ 7*7 }}}} <b> ${{7*7}} {{"

    assert check_wizard(saying(said(kind, text(text_, text_)))) == []


@pytest.mark.django_db
def test_differences_read_in_plain_words_and_touch_nobody_who_has_begun() -> None:
    old = saying(said(), said("draft_closing"))
    new = saying(said(body=text("Bye.", "Adiós."), replaces=True), said(SUBMITTED))
    changes = find_differences(old, new)

    lines = describe_changes(changes, old=old, new=new, language="en")
    with override("es"):
        spanish = describe_changes(changes, old=old, new=new, language="es")

    assert [(line.where, line.what, line.before, line.after) for line in lines] == [
        ("Message “The last day to send it is near”", "Message removed", "", ""),
        ("Message “The application has arrived”", "Message added", "", ""),
        ("Message “The application is approved”", "Paragraphs", "Hello {applicant}.", "Bye."),
        ("Message “The application is approved”", "Instead of the portal's own words", "no", "yes"),
    ]
    assert {(line.where, line.what) for line in spanish} >= {
        ("Mensaje «La solicitud se aprueba»", "Párrafos")
    }
    assert {nature_of(change) for change in changes} == {Nature.WORDING}
    assert {change.step for change in changes} == {""}


@pytest.mark.django_db
def test_each_language_is_taken_from_whoever_changed_it_and_a_clash_is_told() -> None:
    base, ours, theirs = (
        dump_wizard(saying(said(body=body)))
        for body in (
            text("Hello.", "Hola."),
            text("Ours.", "Hola."),
            text("Theirs.", "Suyo."),
        )
    )

    merge = merge_definitions(base, ours, theirs)

    (clash,) = merge.clashes
    specs = [load_wizard(each) for each in (base, ours, theirs)]
    (line,) = describe_clashes(merge.clashes, specs=specs, language="en")
    assert clash.key == f'message "{APPROVED}":body.en'
    assert (line.where, line.what) == (
        "Message “The application is approved”",
        "Paragraphs (English)",
    )
    assert (line.ours, line.theirs) == (("Ours.",), ("Theirs.",))
    assert merge.definition["messages"] == [
        {"kind": APPROVED, "body": {"en": "Ours.", "es": "Suyo."}}
    ]


def test_messages_that_each_side_adds_are_both_taken() -> None:
    base, ours, theirs = (
        dump_wizard(each) for each in (SPEC, saying(said(SUBMITTED)), saying(said()))
    )

    merge = merge_definitions(base, ours, theirs)

    assert merge.clashes == ()
    assert load_wizard(merge.definition) == saying(said(), said(SUBMITTED))
