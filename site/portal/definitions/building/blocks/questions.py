"""A question as a block, one for each type of field that is offered now, its settings as the type declares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.definitions.building.blocks.folding import FoldedStructBlock
from portal.definitions.building.blocks.pickers import QuestionBlock
from portal.definitions.building.blocks.rules import operand, rules
from portal.definitions.building.blocks.texts import pair
from portal.definitions.building.data import type_to_block, write_text
from portal.definitions.building.kept import KeepingStreamBlock
from portal.definitions.building.library import LIBRARY
from portal.definitions.building.settings import write_settings
from portal.definitions.fields import FieldType, get_field_type, known_field_types
from portal.definitions.fields.settings import Setting, SettingKind
from portal.definitions.record_paths import ADDRESS, CHOSEN_CREDENTIAL, PERSON_PATHS, SSN
from portal.definitions.record_words import PATHS
from portal.definitions.spec import FieldSpec
from portal.records.credentials.queries import list_credential_types, list_endorsement_categories
from portal.records.credentials.status import Status
from portal.records.documents.kinds import DocumentKind
from portal.records.organizations.models import Organization

__all__ = ["column_blocks", "question_blocks", "refusals"]

Named = list[tuple[str, blocks.Block]]
STANDARD = _("Standard questions, filled in from the record")
TEXT, NUMBER = _("Texts"), _("Numbers and days")
CHOICE, RECORD, OTHER = _("Choices"), _("From the records"), _("Other")
GROUPS: Mapping[str, Promise] = {
    **dict.fromkeys(("text", "long_text", "name", "email", "phone", "state", "zip_code"), TEXT),
    **dict.fromkeys(("integer", "decimal", "money", "date", "month"), NUMBER),
    **dict.fromkeys(("yes_no", "choice", "multi_choice"), CHOICE),
    **dict.fromkeys(("credential", "endorsement", "organization", "document"), RECORD),
}
ICONS: Mapping[str, str] = {
    "text": "pilcrow",
    "long_text": "pilcrow",
    "name": "user",
    "email": "mail",
    "phone": "mobile-alt",
    "integer": "order",
    "decimal": "order",
    "money": "order",
    "date": "date",
    "month": "calendar-alt",
    "yes_no": "check",
    "choice": "radio-full",
    "multi_choice": "list-ul",
    "document": "doc-full",
    "rows": "table",
    "statement": "info-circle",
    "calculated": "cogs",
    "signature": "edit",
    "credential": "certificate",
}
CHOOSING = frozenset({"choice", "multi_choice"})
ONLY_ALONE = frozenset({"rows"})
SOURCES: Mapping[str, Callable[[], list[tuple[str, Any]]]] = {
    "credential_statuses": lambda: [(each.value, each.label) for each in Status],
    "credential_types": lambda: list_credential_types(on=localdate()),
    "endorsement_categories": lambda: [(each, each) for each in list_endorsement_categories()],
    "document_kinds": lambda: list(DocumentKind.choices),
    "organization_kinds": lambda: list(Organization.Kind.choices),
}


def _bindings() -> list[tuple[str, Any]]:
    return [(path, PATHS[path]) for path in (*PERSON_PATHS, ADDRESS, SSN, CHOSEN_CREDENTIAL)]


LABEL = pair(_("Question"))
HINT = pair(_("Help below it"))
REQUIRED = blocks.BooleanBlock(required=False, default=True, label=_("Must be answered"))
SENSITIVE = blocks.BooleanBlock(
    required=False,
    label=_("Sensitive"),
    help_text=_("It is kept apart, and never shown in lists, explanations or exports."),
)
BINDING = blocks.ChoiceBlock(
    choices=_bindings(),
    required=False,
    label=_("Filled in from"),
    help_text=_("A changed answer is proposed to the record when the application is approved."),
)
CONDITION = rules(_("Asked only when"), _("Always, where nothing stands here."))
CHOICES = blocks.ListBlock(
    pair(_("Choice")), label=_("Choices"), default=[{"en": "", "es": ""}, {"en": "", "es": ""}]
)


def refusals() -> blocks.StreamBlock:
    """Return the rules that refuse, each with what is said then."""
    parts: Named = [("when", rules(_("Refused when"))), ("message", pair(_("What is said then")))]
    one = blocks.StructBlock(parts, label=_("Refusal"), icon="cross")
    return blocks.StreamBlock([("refusal", one)], required=False, label=_("Answers refused"))


REFUSALS = refusals()
CALCULATION = operand(_("How it is calculated"))


def question_blocks() -> Named:
    """Return the blocks of every type of question that is offered now, standard ones first."""
    return [*_standard(), *((type_to_block(key), _of_type(key)) for key in _keys())]


def column_blocks() -> Named:
    """Return the blocks of what may stand in the rows of a repeating group."""
    return [(type_to_block(key), _of_type(key, in_row=True)) for key in _keys() if _fits(key)]


def _keys() -> list[str]:
    known = sorted(known_field_types() - set(GROUPS))
    return [*GROUPS, *known]


def _fits(key: str) -> bool:
    """Tell whether a type may stand in a row: not what is of the record, nor what nobody answers."""
    field_type = get_field_type(key)
    is_of_record = field_type.needs_credentials or field_type.needs_documents
    return not (is_of_record or field_type.needs_record or key in ONLY_ALONE) and field_type.asks


def _standard() -> Named:
    return [(name, _of_type(each.type, standard=each)) for name, each in LIBRARY.items()]


def _of_type(key: str, *, in_row: bool = False, standard: FieldSpec | None = None) -> blocks.Block:
    """Return the block of a type; of a standard question, with what it asks filled in."""
    field_type = get_field_type(key)
    main: list[str] = ["label", "hint"]
    parts: Named = [("label", LABEL), ("hint", HINT)]
    more: Named = []
    if field_type.asks:
        parts.append(("required", REQUIRED))
    if key in CHOOSING:
        parts.append(("choices", CHOICES))
    if key == "rows":
        parts.append(("rows", _columns()))
    if key == "calculated":
        parts.append(("calculation", CALCULATION))
    if field_type.settings:
        parts.append(("settings", _settings(key)))
    main = [name for name, _block in parts]
    parts.append(("condition", CONDITION))
    if field_type.asks:
        more.append(("sensitive", SENSITIVE))
        if not in_row:
            more.append(("binding", BINDING))
        more.append(("refusals", REFUSALS))
    layout = blocks.BlockGroup(children=[*main, "condition"], settings=[name for name, _b in more])
    meta: dict[str, Any] = {"label": _title(field_type), "group": GROUPS.get(key, OTHER)}
    if standard:
        meta |= {"label": standard.label["en"], "group": STANDARD, "default": _filled_in(standard)}
    return FoldedStructBlock(
        [*parts, *more],
        icon=ICONS.get(key, "form"),
        form_layout=layout,
        label_format="{label}",
        **meta,
    )


def _title(field_type: FieldType) -> Any:
    return field_type.title or field_type.key


def _filled_in(question: FieldSpec) -> dict[str, Any]:
    return {
        "label": write_text(question.label),
        "hint": write_text(question.hint),
        "required": question.required,
        "binding": question.binding,
        "settings": write_settings(question.type, question.options, {}),
    }


@cache
def _columns() -> blocks.StreamBlock:
    return KeepingStreamBlock(
        column_blocks(), required=False, label=_("Asked in each row"), collapsed=True
    )


@cache
def _settings(key: str) -> blocks.StructBlock:
    """Return the settings of a type as it declares them."""
    parts: Named = [(each.name, _setting(each)) for each in get_field_type(key).settings]
    return blocks.StructBlock(
        parts, label=_("Settings"), form_classname="struct-block builder-settings"
    )


def _setting(setting: Setting) -> blocks.Block:
    common: dict[str, Any] = {
        "required": False,
        "label": setting.label,
        "help_text": setting.help or None,
    }
    match setting.kind:
        case SettingKind.COUNT:
            return blocks.IntegerBlock(**common)
        case SettingKind.NUMBER | SettingKind.AMOUNT:
            return blocks.DecimalBlock(**common)
        case SettingKind.SWITCH:
            return blocks.BooleanBlock(**common)
        case SettingKind.CHOICE:
            return blocks.ChoiceBlock(choices=list(setting.choices), **common)
        case SettingKind.LISTED:
            return blocks.MultipleChoiceBlock(choices=SOURCES[setting.source], **common)
        case SettingKind.COLUMNS:
            common.pop("required")
            return blocks.ListBlock(QuestionBlock(label=_("Column")), default=[], **common)
        case SettingKind.DAY | SettingKind.MONTH:
            help_text = _("“today”, or a day such as 2026-07-01.")
            if setting.kind is SettingKind.MONTH:
                help_text = _("“today”, or a month such as 2026-07.")
            return blocks.CharBlock(**{**common, "help_text": help_text})
        case _:
            return blocks.CharBlock(**common)
