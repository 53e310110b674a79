"""An address of the API: the days that have to be made up."""

from decimal import Decimal

from django.http import HttpRequest

from portal.sdk.api import Router, Schema
from snow_days.rules import to_make_up
from snow_days.wizards import ALLOWED

ROUTER = Router()


class MakeUp(Schema):
    """What is to be made up of some days."""

    lost: Decimal
    to_make_up: Decimal


@ROUTER.get("/make-up", response=MakeUp, summary="Days to make up")
def make_up(request: HttpRequest, lost: Decimal) -> MakeUp:
    """Return how many days of those lost have to be made up."""
    return MakeUp(lost=lost, to_make_up=to_make_up(lost, Decimal(ALLOWED)))
