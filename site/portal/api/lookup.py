"""The public look-up and the validity of one certificate; the same queries as the pages."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from portal.accounts.limits import LOOKUPS
from portal.api.problems import Code, Problem, ProblemError
from portal.api.schemas import CertificateOut, DistrictListOut, DistrictOut, FoundOut, LookupOut
from portal.records.credentials.lookup import (
    MOST_PEOPLE,
    NameTooShortError,
    find_by_name,
    find_by_number,
)
from portal.records.credentials.numbers import is_well_formed, normalize
from portal.records.credentials.suggestions import suggest_names
from portal.records.organizations.queries import find_district, list_districts

LONGEST_NAME = 320
LONGEST_NUMBER = 40
LONGEST_CODE = 20
REFUSALS = {422: Problem, 429: Problem}

OptionalNumber = Annotated[
    str | None,
    Query(max_length=LONGEST_NUMBER, description="The number printed on the certificate."),
]
OptionalName = Annotated[
    str | None,
    Query(
        max_length=LONGEST_NAME,
        description="The beginning of a last name, or of both names in either order: two letters at least.",
    ),
]
OptionalDistrict = Annotated[
    str | None,
    Query(
        max_length=LONGEST_CODE,
        description="The code of a district: only its staff of today. With a name alone.",
    ),
]
OptionalCursor = Annotated[
    str | None, Query(max_length=10, description="next_cursor of the page before, with its name.")
]
Number = Annotated[
    str, Path(max_length=LONGEST_NUMBER, description="The number printed on the certificate.")
]

router = Router(tags=["look-up"])


@router.get(
    "/look-up",
    response={200: LookupOut, **REFUSALS},
    operation_id="look_up",
    summary="Look certificates up",
)
def look_up(
    request: HttpRequest,
    number: OptionalNumber = None,
    name: OptionalName = None,
    district: OptionalDistrict = None,
    cursor: OptionalCursor = None,
) -> LookupOut:
    """Certificates by number or by the beginning of a name; give one of the two."""
    check_limit(request)
    if bool(number) == bool(name):
        raise invalid(_("Give either a certificate number or a name."), "name")
    if number and district:
        raise invalid(_("A district goes with a name, not with a number."), "district")
    if number:
        row = find_by_number(check_number(number), on=timezone.localdate())
        return LookupOut(items=[FoundOut.of(row)] if row else [], has_more=False, next_cursor=None)
    return _by_name(name or "", _position(cursor), _district_id(district))


@router.get(
    "/districts",
    response=DistrictListOut,
    operation_id="list_districts",
    summary="Districts of today",
)
def districts(request: HttpRequest) -> DistrictListOut:
    """The districts by which a look-up by name can be narrowed."""
    found = list_districts(on=timezone.localdate())
    return DistrictListOut(items=[DistrictOut(code=each.code, name=each.name) for each in found])


@router.get(
    "/certificates/{number}",
    response={200: CertificateOut, 404: Problem, **REFUSALS},
    operation_id="get_certificate",
    summary="Validity of one certificate",
)
def certificate(request: HttpRequest, number: Number) -> CertificateOut:
    """What one certificate is worth today."""
    check_limit(request)
    checked, today = check_number(number), timezone.localdate()
    row = find_by_number(checked, on=today)
    if row is None:
        message = _("Nothing was found under this number.")
        raise ProblemError(404, Code.NOT_FOUND, message, field="number")
    return CertificateOut.of_number(checked, row, on=today)


def check_limit(request: HttpRequest) -> None:
    """Raise ProblemError where the address has asked too often this minute."""
    if not LOOKUPS.admits(request):
        raise ProblemError(
            429,
            Code.TOO_MANY_REQUESTS,
            _("Too many look-ups from this address. Wait a minute, then go on."),
            headers={"Retry-After": str(LOOKUPS.seconds_left())},
        )


def check_number(typed: str) -> str:
    """Return the normal form of a number; raise ProblemError for what cannot be one."""
    number = normalize(typed)
    if not is_well_formed(number):
        raise invalid(
            _("This is not a certificate number. Compare it with the certificate."), "number"
        )
    return number


def invalid(message: str, field: str) -> ProblemError:
    """Return the refusal of a parameter."""
    return ProblemError(422, Code.INVALID, message, field=field)


def _by_name(name: str, after: int, district_id: int | None) -> LookupOut:
    today = timezone.localdate()
    try:
        page = find_by_name(name, on=today, after=after, district_id=district_id)
    except NameTooShortError:
        message = _(
            "Type at least two letters. Where a last name has only one, add the first name after it."
        )
        raise invalid(message, "name") from None
    is_answered = bool(page.rows or after)
    similar = () if is_answered else suggest_names(name, on=today, district_id=district_id)
    return LookupOut(
        similar_names=list(similar),
        items=[FoundOut.of(row) for row in page.rows],
        has_more=page.has_more,
        next_cursor=None if page.next_after is None else str(page.next_after),
    )


def _position(cursor: str | None) -> int:
    """Return how many people the pages before have shown."""
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and int(cursor) < MOST_PEOPLE):
        raise invalid(_("This cursor did not come from a page before."), "cursor")
    return int(cursor)


def _district_id(code: str | None) -> int | None:
    """Return the key of the district that was chosen, where one was."""
    if not code:
        return None
    district = find_district(code, on=timezone.localdate())
    if district is None:
        raise invalid(_("No district of today has this code."), "district")
    return district.organization_id
