"""Checks of the pieces that are no services: types of questions, functions of rules, page blocks, admin pages, the API.

Each is tried by itself, away from the guard that would contain its fault on a running portal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from itertools import product
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override
from ninja.testing import TestClient
from wagtail.blocks import Block

from portal.api.problems import ProblemError
from portal.casework.offered import AdminPage
from portal.definitions.fields import AnsweringContext
from portal.definitions.fields.base import FieldType
from portal.definitions.rules import Items, Money, Reason, RuleFunction, ValueType
from portal.definitions.rules.values import LIST_OF, kind_of
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import LANGUAGES, text
from portal.sdk.testing.cast import nothing_kept
from portal.sdk.testing.effects import DatabaseAskedError, no_database
from portal.sdk.testing.subject import Finding, Subject
from portal.users.models import User

__all__ = [
    "check_admin",
    "check_api",
    "check_blocks",
    "check_fields",
    "check_functions",
    "is_permission",
]

Find = Callable[[str], Finding]
LONG = 20_000
TYPED = ("12", "0.5", "Elm Street 12", "2001-02-03", "true", "B")
"""What a question is answered with; a type of question accepts at least one."""
RUBBISH = ("", " ", "\x00", "x" * LONG, "9" * 400, "-1", "½", "<b>", "NaN", "Infinity", "1e999")
READING = frozenset({"GET", "HEAD"})
SAMPLES: dict[ValueType, tuple[Any, ...]] = {
    ValueType.TEXT: ("", "Elm", "x" * 2_000),
    ValueType.INTEGER: (0, -1, 10**9),
    ValueType.DECIMAL: (Decimal(0), Decimal("-0.5"), Decimal(10**9)),
    ValueType.MONEY: (Money(0), Money(-1), Money(10**9)),
    ValueType.YES_NO: (True, False),
    ValueType.DATE: (date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)),
}
SAMPLES |= {
    kind: (Items(of, ()), Items(of, SAMPLES[of])) for of, kind in LIST_OF.items() if of in SAMPLES
}


def check_fields(subject: Subject) -> Iterator[Finding]:
    """Ask a question of each type in each language, answer it well and badly, and read the answer back."""
    for field_type in subject.fields:
        find = _finder("fields", str(field_type.key))
        if not str(field_type.key).startswith(f"{subject.plugin_id}."):
            yield find(f"the key must begin with {subject.plugin_id}.")
        for language in LANGUAGES:
            with override(language):
                yield from _try_question(field_type, language, find)


def _try_question(field_type: FieldType, language: str, find: Find) -> Iterator[Finding]:
    label = text("How much?", "¿Cuánto?")
    question = FieldSpec(id="amount", type=field_type.key, label=label)
    context = AnsweringContext(on=timezone.localdate(), language=language)
    with _told(find) as told:
        control = field_type.form_field(question, language)
        field_type.prepare(control, question, context)
        if control.label != label[language]:
            told.append(f"{language}: the control does not bear the question's label")
        kept = [
            each for typed in (*TYPED, *RUBBISH) if (each := _clean(field_type, control, typed))
        ]
        if not kept:
            told.append("no answer is accepted")
        for stored in kept:
            told.extend(_read_back(field_type, question, control, stored, context))
    yield from map(find, told)


def _clean(field_type: FieldType, control: Any, typed: Any) -> Any:
    try:
        return field_type.to_stored(control.clean(typed))
    except ValidationError:
        return None


def _read_back(
    field_type: FieldType, question: FieldSpec, control: Any, stored: Any, context: AnsweringContext
) -> Iterator[str]:
    if json.loads(json.dumps(stored)) != stored:
        yield f"{stored!r} is not what JSON makes of it"
    if not field_type.display(question, stored, context).strip():
        yield f"{stored!r} is read back as nothing"
    if _clean(field_type, control, field_type.control_of(question, stored)) != stored:
        yield f"{stored!r} is not kept when the step is saved again"
    for name, value in field_type.values_of(question, stored).items():
        if name == question.id and kind_of(value) is not field_type.value_type:
            yield f"rules are given a {type(value).__name__} for a {field_type.value_type}"


def check_functions(subject: Subject) -> Iterator[Finding]:
    """Call each function with values of its types, usual and extreme; it answers, alike each time.

    No database is there for it.
    """
    for function in subject.functions:
        find = _finder("functions", function.name)
        if not function.name.startswith(f"{subject.plugin_id}."):
            yield find(f"the name must begin with {subject.plugin_id}.")
        for language in LANGUAGES:
            if not function.words.get(language, "").strip():
                yield find(f"{language}: words are missing")
        with _told(find) as told, no_database():
            told.extend(_call(function))
        yield from map(find, dict.fromkeys(told))


def _call(function: RuleFunction) -> Iterator[str]:
    for values in product(*(SAMPLES.get(kind, ()) for kind in function.takes)):
        try:
            answer, again = function.apply(*values), function.apply(*values)
        except Exception as error:  # noqa: BLE001 - whatever it raises is the finding
            yield f"{type(error).__name__} for {_short(values)}"
            continue
        if answer != again:
            yield f"{_short(values)} is answered {_short(answer)}, then {_short(again)}"
        if not isinstance(answer, Reason) and kind_of(answer) is not function.gives:
            yield f"{_short(values)} gives a {kind_of(answer)}, not a {function.gives}"


def check_blocks(subject: Subject) -> Iterator[Finding]:
    """Draw each block as it begins, store it, and read it again."""
    for name, block in subject.blocks.items():
        find = _finder("blocks", f"{subject.plugin_id}.{name}")
        with _told(find) as told:
            told.extend([str(error.msg) for error in block.check()])
            told.extend(_try_block(block))
        yield from map(find, told)


def _try_block(block: Block) -> Iterator[str]:
    value = block.get_default()
    block.render(value)
    stored = block.get_prep_value(value)
    if json.loads(json.dumps(stored, cls=DjangoJSONEncoder)) != json.loads(
        json.dumps(block.get_prep_value(block.to_python(stored)), cls=DjangoJSONEncoder)
    ):
        yield "what is stored is not what is read again"
    json.dumps(block.get_api_representation(value), cls=DjangoJSONEncoder)
    if not all(isinstance(words, str) for words in block.get_searchable_content(value)):
        yield "what can be searched is no text"


def check_admin(subject: Subject) -> Iterator[Finding]:
    """Draw each page of the admin for somebody who may do everything."""
    for page in subject.admin:
        find = _finder("admin", f"{subject.plugin_id}/{page.path}")
        for language in LANGUAGES:
            if not page.title.get(language, "").strip():
                yield find(f"{language}: the title is missing")
        if not is_permission(page.permission):
            yield find(f"nobody can be given the permission {page.permission!r}")
        with _told(find) as told, nothing_kept():
            told.extend(_draw(page))
        yield from map(find, told)


def _draw(page: AdminPage) -> Iterator[str]:
    name = f"conformance-{uuid4().hex[:12]}"
    request = RequestFactory().get(f"/admin/plugins/{page.path}")
    request.user = User.objects.create_superuser(username=name, email=f"{name}@example.org")
    request.session = SessionStore()
    answer = page.view(request)
    if drawing := getattr(answer, "render", None):
        answer = drawing()
    if answer.status_code != HTTPStatus.OK:
        yield f"{answer.status_code} for somebody who may do everything"


def is_permission(name: str) -> bool:
    """Tell whether somebody can be given a permission of that name."""
    app, _dot, codename = name.partition(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename)
    return found.exists()


def check_api(subject: Subject) -> Iterator[Finding]:
    """Look at each operation: it only reads, says what it does, and answers a question without arguments."""
    if subject.router is None:
        return
    for path, view in subject.router.path_operations.items():
        find = _finder("api", f"{subject.plugin_id}{path}")
        for operation in view.operations:
            if not READING.issuperset(operation.methods):
                yield find(f"{', '.join(operation.methods)} is not offered to plugins")
            if not operation.description:
                yield find("a docstring is missing")
        if "{" not in path:
            with _told(find) as told, suppress(ProblemError), nothing_kept():
                TestClient(subject.router).get(path)
            yield from map(find, told)


def _finder(check: str, place: str) -> Find:
    return lambda detail: Finding(check, place, detail)


@contextmanager
def _told(find: Find) -> Iterator[list[str]]:
    """Collect what is wrong; an exception is wrong too."""
    told: list[str] = []
    try:
        yield told
    except DatabaseAskedError as error:
        told.append(f"it asks the database: {_short(error)}")
    except Exception as error:  # noqa: BLE001 - whatever a piece raises is the finding
        told.append(f"{type(error).__name__}: {_short(error)}")


def _short(value: object) -> str:
    said = str(value)
    return said if len(said) <= 200 else f"{said[:200]}…"
