"""The bulk acts of the queue and of the lists of evidence; each calls an operation that also serves a single row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.casework.bulk.running import BulkAct, BulkRow, Order, register_act
from portal.casework.permissions import VIEW_FILE
from portal.definitions.reviewing import DECIDE
from portal.lifecycle.assignment import (
    hand_over_application,
    release_application,
    take_up_application,
)
from portal.lifecycle.policies import ASSIGN
from portal.lifecycle.settling import reject_item, verify_item
from portal.records.applications.models import Application
from portal.records.evidence.kinds import EvidenceKind, model_of
from portal.records.evidence.operations import VERIFY

__all__ = ["HAND_OVER", "REJECT", "RELEASE", "TAKE_UP", "VERIFY_ITEMS"]

Options = Mapping[str, Any]


def _find_application(reference: str, _options: Options) -> BulkRow | None:
    submitted = Application.objects.filter(reference=reference, submitted_at__isnull=False)
    key = submitted.values_list("pk", flat=True).first()
    return None if key is None else BulkRow(key, reference)


def _find_item(key: str, options: Options) -> BulkRow | None:
    items = model_of(EvidenceKind(options["kind"]))._default_manager.select_related("person")
    item = items.filter(pk=key).first() if key.isdecimal() else None
    return None if item is None else BulkRow(item.pk, f"{item.person}: {item}")


def _take_up(row: BulkRow, order: Order) -> None:
    take_up_application(application_id=row.key, by_id=order.by_id, at=order.at)


def _release(row: BulkRow, order: Order) -> None:
    release_application(application_id=row.key, by_id=order.by_id, at=order.at)


def _hand_over(row: BulkRow, order: Order) -> None:
    hand_over_application(
        application_id=row.key, to_id=order.options["to_id"], by_id=order.by_id, at=order.at
    )


def _verify(row: BulkRow, order: Order) -> None:
    kind = EvidenceKind(order.options["kind"])
    verify_item(kind=kind, item_id=row.key, by_id=order.by_id, at=order.at)


def _reject(row: BulkRow, order: Order) -> None:
    kind, reason = EvidenceKind(order.options["kind"]), order.options["reason"]
    reject_item(kind=kind, item_id=row.key, reason=reason, by_id=order.by_id, at=order.at)


def _queue(_options: Options) -> str:
    return reverse("casework:queue")


def _own_queue(_options: Options) -> str:
    return f"{reverse('casework:queue')}?holder=me"


def _items(options: Options) -> str:
    model = model_of(EvidenceKind(options["kind"]))
    return reverse(f"records_{model._meta.model_name}_modeladmin_index")


TAKE_UP = register_act(
    BulkAct(
        kind="take_up",
        title=_("Applications to take up"),
        permissions=(VIEW_FILE, DECIDE),
        find=_find_application,
        do=_take_up,
        list_url=_own_queue,
        list_label=_("Show what I have taken up"),
    )
)
RELEASE = register_act(
    BulkAct(
        kind="release",
        title=_("Applications to give back"),
        permissions=(VIEW_FILE, DECIDE),
        find=_find_application,
        do=_release,
        list_url=_queue,
        list_label=_("Back to the queue"),
    )
)
HAND_OVER = register_act(
    BulkAct(
        kind="hand_over",
        title=_("Applications to hand over"),
        permissions=(VIEW_FILE, ASSIGN),
        find=_find_application,
        do=_hand_over,
        list_url=_queue,
        list_label=_("Back to the queue"),
    )
)
VERIFY_ITEMS = register_act(
    BulkAct(
        kind="verify_items",
        title=_("Items to accept"),
        permissions=(VIEW_FILE, VERIFY),
        find=_find_item,
        do=_verify,
        list_url=_items,
        list_label=_("Back to the list"),
        is_of_items=True,
    )
)
REJECT = register_act(
    BulkAct(
        kind="reject_items",
        title=_("Items to reject"),
        permissions=(VIEW_FILE, VERIFY),
        find=_find_item,
        do=_reject,
        list_url=_items,
        list_label=_("Back to the list"),
        is_of_items=True,
    )
)
