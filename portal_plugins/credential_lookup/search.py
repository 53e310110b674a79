"""Fills the look-up: reads the question, asks the records once, and words what was found.

Nobody is listed without a name or a number, and no name leads to more than a bounded number of
people.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.sdk.limits import LOOKUPS
from portal.sdk.lookup import (
    MOST_PEOPLE,
    LookupPage,
    NameTooShortError,
    find_by_name,
    find_by_number,
    suggest_names,
)
from portal_plugins.credential_lookup.certificates import Certificate, list_status_words
from portal_plugins.credential_lookup.forms import NameForm, NumberForm

__all__ = ["fill_search"]

Context = dict[str, Any]
# A page of the editors, whom the look-up does not know.
CONTACT_ADDRESS = "/contact/"
UNPROCESSABLE = 422


def fill_search(request: HttpRequest) -> Context:
    """Return what the template shows: two forms, and the answer where something was asked."""
    by_number, by_name = _forms(request)
    context: Context = {"number_form": by_number, "name_form": by_name, "path": request.path}
    if not (by_number.is_bound or by_name.is_bound):
        return context
    asked = by_number if by_number.is_bound else by_name
    if not asked.is_valid():
        return context | {"status_code": UNPROCESSABLE}
    if not LOOKUPS.admits(request):
        return context | {"is_limited": True, "status_code": 429}
    if asked is by_number:
        return context | _search_number(asked.cleaned_data["number"])
    return context | _search_name(by_name)


def _forms(request: HttpRequest) -> tuple[NumberForm, NameForm]:
    """Return both forms; the one that was sent is bound, the number's where both were."""
    if request.GET.get("number"):
        typed = {name: request.GET.get(name) for name in NameForm.base_fields}
        return NumberForm(request.GET), NameForm(initial=typed)
    if "name" in request.GET:
        return NumberForm(), NameForm(request.GET)
    return NumberForm(request.GET if "number" in request.GET else None), NameForm()


def _search_number(number: str) -> Context:
    """Return the certificate with that number, if there is one."""
    row = find_by_number(number, on=timezone.localdate())
    return _results(LookupPage((row,) if row else ()), asked=number) | {"number": number}


def _search_name(form: NameForm) -> Context:
    """Return one page of the people whose name begins like what was typed."""
    name, after = form.cleaned_data["name"], form.cleaned_data["after"]
    district, today = form.chosen_district, timezone.localdate()
    district_id = district.organization_id if district else None
    chosen = {"district": district.code} if district else {}
    try:
        page = find_by_name(name, on=today, after=after, district_id=district_id)
    except NameTooShortError:
        form.add_error("name", _too_short())
        return {"status_code": UNPROCESSABLE}
    is_empty = not (page.rows or after)
    similar = suggest_names(name, on=today, district_id=district_id) if is_empty else ()
    following = {"name": name, **chosen, "cursor": page.next_after}
    return _results(page, asked=name) | {
        "district": district,
        "similar": [(each, urlencode({"name": each, **chosen})) for each in similar],
        "everywhere_query": urlencode({"name": name}) if district else "",
        "more_query": "" if page.next_after is None else urlencode(following),
        "first_query": urlencode({"name": name, **chosen}) if after else "",
        "is_cut": page.has_more and page.next_after is None,
        "most_people": MOST_PEOPLE,
    }


def _results(page: LookupPage, *, asked: str) -> Context:
    return {
        "is_answered": True,
        "asked": asked,
        "certificates": [Certificate.of(row) for row in page.rows],
        "status_words": list_status_words(),
        "contact_address": CONTACT_ADDRESS,
    }


def _too_short() -> str:
    return _(
        "Type at least two letters. Where a last name has only one, add the first name after it."
    )
