"""What people without a desk in the bureau may export: an officer the roster of the district."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from portal.records.credentials.rosters import roster_table
from portal.records.exports.operations import Export, ExportRefusedError, register_export
from portal.records.exports.tables import ExportTable
from portal.records.organizations.queries import find_district_of_officer

__all__ = ["ROSTER"]

ROSTER = "roster"


def _is_officer(account: Any) -> bool:
    return find_district_of_officer(account.pk, on=timezone.localdate()) is not None


def _build_roster(account: Any, parameters: Mapping[str, str]) -> ExportTable:
    today = timezone.localdate()
    district = find_district_of_officer(account.pk, on=today)
    if district is None:
        raise ExportRefusedError(ROSTER)
    return roster_table(district, text=parameters.get("q", ""), on=today)


register_export(Export(ROSTER, "roster", _is_officer, _build_roster))
