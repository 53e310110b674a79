"""The public look-up and the validity of one certificate; the same queries as the pages."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from portal.api.limits import LOOKUPS
from portal.api.problems import Code, Problem, ProblemError
from portal.api.schemas import CertificateOut, FoundOut, LookupOut
from portal.records.credentials.lookup import (
    MOST_PEOPLE,
    NameTooShortError,
    find_by_name,
    find_by_number,
    suggest_names,
)
from portal.records.credentials.numbers import is_well_formed, normalize

LONGEST_NAME = 320
LONGEST_NUMBER = 40
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
    cursor: OptionalCursor = None,
) -> LookupOut:
    """Certificates by number or by the beginning of a name; give one of the two."""
    check_limit(request)
    if bool(number) == bool(name):
        raise invalid(_("Give either a certificate number or a name."), "name")
    if number:
        row = find_by_number(check_number(number), on=timezone.localdate())
        return LookupOut(items=[FoundOut.of(row)] if row else [], has_more=False, next_cursor=None)
    return _by_name(name or "", _position(cursor))


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


def _by_name(name: str, after: int) -> LookupOut:
    try:
        page = find_by_name(name, on=timezone.localdate(), after=after)
    except NameTooShortError:
        raise invalid(_("Type at least two letters of the last name."), "name") from None
    similar = () if page.rows or after else suggest_names(name)
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
