"""What staff may export: every list they may see, with the search and filters it has on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db.models import F
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.http import QueryDict
from django.utils.text import capfirst

from portal.casework.payments.exports import register_finance_exports
from portal.casework.permissions import VIEW_FILE, VIEW_QUEUE
from portal.casework.registered.group import REGISTERED
from portal.casework.registered.readonly import ReadOnlyAdmin
from portal.casework.reports import register_report_exports
from portal.casework.views.queue import QUEUE, QueueFilters, select_queue
from portal.definitions.compiled import get_compiled
from portal.definitions.texts import in_language, reader_language
from portal.records.exports.cells import is_text, plain_value
from portal.records.exports.operations import Export, register_export
from portal.records.exports.tables import QueryColumn, QueryTable
from portal.records.models import Application, Wizard

SEARCH = "q"
APPLICATION_COLUMNS = (
    "reference",
    "service_key",
    "stage",
    "started_at",
    "submitted_at",
    "person__ein",
    "person__last_name",
    "person__first_name",
    "contact_email",
    "credential__number",
    "assigned_to__username",
    "decision__outcome",
    "decision__decided_at",
)


def _register_exports() -> None:
    allowed = _holds(VIEW_QUEUE, VIEW_FILE)
    reads = frozenset({SEARCH, *QueueFilters.base_filters})
    register_export(Export(QUEUE, "applications", allowed, _build_queue, reads))
    for admin in REGISTERED:
        if admin.exported:
            register_export(
                Export(
                    admin.export_key(),
                    str(admin.model._meta.model_name),
                    _holds(admin.view_permission),
                    partial(_build_list, admin),
                    frozenset(admin.kept_parameters()),
                )
            )
    register_report_exports()
    register_finance_exports()


def _holds(*permissions: str) -> Callable[[Any], bool]:
    return lambda account: bool(account.has_perms(permissions))


def _build_list(
    admin: type[ReadOnlyAdmin], account: Any, parameters: Mapping[str, str]
) -> QueryTable:
    return QueryTable(
        admin.select_narrowed(account, parameters), _columns(admin.model, admin.exported)
    )


def _build_queue(account: Any, parameters: Mapping[str, str]) -> QueryTable:
    data = QueryDict(mutable=True)
    data.update(parameters)
    rows = Application.objects.filter(submitted_at__isnull=False).order_by("submitted_at", "id")
    filters = QueueFilters(data, request=SimpleNamespace(user=account))
    selected = select_queue(rows, filters, data, parameters.get("q", ""))
    columns = _columns(Application, APPLICATION_COLUMNS)
    return QueryTable(selected, [*columns, *_answers(parameters.get("service", ""))])


def _columns(model: Any, paths: Sequence[str]) -> list[QueryColumn]:
    found = [(path, _field(model, path)) for path in paths]
    return [
        QueryColumn(_header(model, path), plain_value(path, field), is_text(field))
        for path, field in found
    ]


def _answers(service: str) -> Iterator[QueryColumn]:
    """Yield a column for each question of a service as it is published now; none where no service is chosen."""
    version = (
        Wizard.objects.filter(key=service, current_version__isnull=False)
        .values_list("current_version_id", "current_version__content_hash")
        .first()
    )
    if version is None:
        return
    language = reader_language()
    for step in get_compiled(*version).spec.steps:
        for question in step.fields:
            if not question.sensitive:
                answers = KeyTransform(step.id, KeyTransform("answers", F("snapshot")))
                label = in_language(question.label, language)
                yield QueryColumn(label, KeyTextTransform(question.id, answers), is_text=True)


def _field(model: Any, path: str) -> Any:
    *steps, name = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(name)


def _header(model: Any, path: str) -> str:
    *steps, name = path.split("__")
    labels = []
    for step in steps:
        labels.append(str(label_for_field(step, model)))
        model = model._meta.get_field(step).related_model
    return capfirst(": ".join([*labels, str(label_for_field(name, model))]))


_register_exports()
