"""What every field type answers for; the types themselves are in the neighboring modules.

Nothing here touches the database: whatever a field needs of the records comes in the context.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.definitions.fields.settings import Setting
from portal.definitions.rules import Facts, ValueType
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import in_language

__all__ = [
    "AnsweringContext",
    "FieldType",
    "HeldCredential",
    "HeldDocument",
    "ListedRow",
    "Stored",
    "as_words",
]

Stored = Any
"""The JSON form of an answer: text, integer, boolean or list of texts."""


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A credential of the applicant as a question sees it; ``refusal`` says why it can't be chosen.

    ``refusal`` is about renewal: when to come back, or that the type is not renewed; ``status`` is what it is worth on
    the day asked, and ``status_label`` the word for it. The rest is of the dated rows of its type on that day: months
    that it is issued for, clock hours of training that a renewal takes, months for which a refresher counts.
    """

    number: str
    type_key: str
    title: str
    endorsements: str
    expires_on: date | None
    validity_months: int | None = None
    refusal: str = ""
    renewal_hours: int | None = None
    refresher_months: int | None = None
    status: str = "active"
    status_label: str = ""

    def facts(self) -> dict[str, Stored]:
        """Return what rules may ask of the credential that an application is about, by path."""
        return {
            "credential.type": self.type_key,
            "credential.expires_on": self.expires_on,
            "credential.renewal_hours": self.renewal_hours,
            "credential.refresher_months": self.refresher_months,
        }


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A file on the applicant's account as a question sees it; ``refusal`` says why it can't be handed in.

    ``facts`` is what it shows, its size, its pages and when it came, in words; ``state`` what became of its virus scan,
    ``outcome`` what an earlier application made of it, in words.
    """

    public_id: str
    kind: str
    name: str
    facts: str = ""
    state: str = ""
    is_settled: bool = False
    expires_on: date | None = None
    translation_of: str = ""
    refusal: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list that holds on the day, as it is offered; ``kind`` is what a question may narrow the list by."""

    code: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class AnsweringContext:
    """The facts around an answer: the day, the language, and the applicant's record."""

    on: date
    language: str
    record: Mapping[str, Stored] = field(default_factory=dict)
    credentials: Sequence[HeldCredential] = ()
    documents: Sequence[HeldDocument] = ()
    document_kinds: Mapping[str, str] = field(default_factory=dict)
    endorsements: Sequence[ListedRow] = ()
    organizations: Sequence[ListedRow] = ()
    ssns: Mapping[str, str] = field(default_factory=dict)
    """The masked form of each number that the application may refer to, by reference."""


def as_words(stored: Stored) -> str:
    """Return a stored answer without knowing its type: a list by its entries, anything else as it is."""
    if isinstance(stored, list):
        return ", ".join(as_words(each) for each in stored)
    if isinstance(stored, Mapping):
        return ", ".join(as_words(each) for each in stored.values())
    return str(stored)


class FieldType(ABC):
    """A type of question. Subclasses say how it is asked, stored, shown and compared."""

    key: ClassVar[str]
    value_type: ClassVar[ValueType] = ValueType.TEXT
    title: ClassVar[str | Promise] = ""
    """What editors call the type; its key where it says nothing."""
    missing: ClassVar[str | Promise] = gettext_lazy("Enter an answer.")
    """What somebody reads who left a required question empty: what to do."""
    settings: ClassVar[tuple[Setting, ...]] = ()
    """What the author of a question may settle; everything that its ``options`` may hold."""
    needs_credentials: ClassVar[bool] = False
    needs_documents: ClassVar[bool] = False
    needs_ssns: ClassVar[bool] = False
    """True where the answer refers to a number in the vault."""
    needs_record: ClassVar[bool] = False
    """True where the record of the applicant says which answer stands."""
    needs_lists: ClassVar[frozenset[str]] = frozenset()
    """The lists of the context that it offers to choose from."""
    asks: ClassVar[bool] = True
    """False where there is no control: the portal says the text, or works out the value."""
    has_answer: ClassVar[bool] = True
    """False where there is nothing to store, read back or compare."""
    first_control: ClassVar[str] = ""
    """What the id of the first of several controls ends with."""
    read_as: ClassVar[str] = ""
    """How ``rules.js`` reads the controls; empty where only the server can."""

    @property
    def allowed_options(self) -> frozenset[str]:
        """Return the names of the options that a question of this type may have."""
        return frozenset(setting.name for setting in self.settings)

    @abstractmethod
    def form_field(self, question: FieldSpec, language: str) -> forms.Field:
        """Return the form field of the question, the same for every applicant."""

    @property
    def is_fitted(self) -> bool:
        """Tell whether ``prepare`` does something: then a form needs its own copy of the field."""
        return type(self).prepare is not FieldType.prepare

    def prepare(  # noqa: B027 - a hook: most types have nothing to fit
        self, control: forms.Field, question: FieldSpec, context: AnsweringContext
    ) -> None:
        """Fit one form's own copy of the field to the applicant and the day."""

    def to_stored(self, cleaned: Any) -> Stored:
        """Return the JSON form of a checked value; None where nothing was answered."""
        return cleaned or None

    def to_raw(self, stored: Stored, name: str) -> dict[str, Any]:
        """Return what a browser would post for a stored answer under the control's name."""
        return {name: stored}

    def to_control(self, stored: Stored) -> Any:
        """Return a stored answer, or None, as the control's widget would hand it over to be cleaned."""
        return stored

    def initial(self, raw: Mapping[str, list[str]], name: str) -> Any:
        """Return what the control opens with, from posted text by control name."""
        return (raw.get(name) or [""])[0]

    def to_value(self, stored: Stored) -> Any:
        """Return the value that rules compare."""
        return stored

    def value_type_of(self, question: FieldSpec) -> ValueType:
        """Return the type of the value that rules compare of this question."""
        return self.value_type

    def work_out(self, question: FieldSpec, facts: Facts) -> Stored:
        """Return what a question that has no control comes to; None while that is unknown."""
        return None

    def control_names(self, question: FieldSpec, name: str) -> list[str]:
        """Return the names of all controls that the question may post under a name."""
        return list(self.to_raw(None, name))

    def first_control_of(self, question: FieldSpec) -> str:
        """Return what the id of this question's first control ends with."""
        return self.first_control

    def raw_of(self, question: FieldSpec, stored: Stored, name: str) -> dict[str, Any]:
        """Return what a browser would post for a stored answer to this question."""
        return self.to_raw(stored, name)

    def control_of(self, question: FieldSpec, stored: Stored) -> Any:
        """Return a stored answer to this question as its control would hand it over."""
        return self.to_control(stored)

    def initial_of(self, question: FieldSpec, raw: Mapping[str, list[str]], name: str) -> Any:
        """Return what this question's control opens with, from posted text."""
        return self.initial(raw, name)

    def values_of(self, question: FieldSpec, stored: Stored) -> dict[str, Any]:
        """Return the values that rules compare, by the names they call them."""
        return {question.id: self.to_value(stored)}

    def display(self, question: FieldSpec, stored: Stored, context: AnsweringContext) -> str:
        """Return the answer in plain words, as read back to applicant and reviewer."""
        return str(stored)

    def common(self, question: FieldSpec, language: str) -> dict[str, Any]:
        """Return the arguments that every form field takes from its question."""
        return {
            "label": in_language(question.label, language),
            "help_text": in_language(question.hint, language),
            "required": question.required,
            "error_messages": {"required": self.missing},
        }
