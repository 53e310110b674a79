"""Objects of a query that was built once are those of Django's own, with their relatives."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, Model, QuerySet
from django.test.utils import CaptureQueriesContext

from portal.records.applications.models import Application
from portal.records.prepared_objects import PreparedObjects
from portal.users.models import User
from tests.factories.applications import make_application

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RELATIVES = ("person", "credential__credential_type", "assigned_to", "version")


def select_of(application_id: int) -> QuerySet[Application]:
    """Return a query with relatives that are there, and one that is not."""
    found = Application.objects.filter(pk=application_id, submitted_at__isnull=False)
    return found.select_related(*RELATIVES).defer("version__definition").order_by("pk")


def facts(found: Model | None, *relatives: str) -> Any:
    """Return all that was read of an object and of its relatives, and what was not."""
    if found is None:
        return None
    own = {name: value for name, value in vars(found).items() if not name.startswith("_")}
    known = {name: facts(getattr(found, name)) for name in relatives}
    return (
        type(found),
        own,
        known,
        found.get_deferred_fields(),
        found._state.adding,
        found._state.db,
    )


def test_objects_are_djangos(applicant: User) -> None:
    application = make_application(applicant)
    prepared = PreparedObjects(select_of, application_id=BigIntegerField())

    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            (found,) = prepared.fetch(application_id=application.pk)
            (own,) = select_of(application.pk)
            first = ("person", "credential", "assigned_to", "version")
            assert facts(found, *first) == facts(own, *first)
            assert found.assigned_to is None
            assert found.credential is not None
            assert facts(found.credential, "credential_type") == facts(
                own.credential, "credential_type"
            )
        assert len(queries) == 2
        assert queries[0]["sql"] == queries[1]["sql"]
    assert prepared.fetch(application_id=0) == []


def test_parameters_do_not_stay(applicant: User, specialist: User) -> None:
    prepared = PreparedObjects(
        lambda name: User.objects.filter(username=name).order_by("pk")[:1], name=CharField()
    )
    for account in (applicant, specialist, applicant):
        assert prepared.fetch(name=account.username) == [account]


def test_objects_are_each_their_own_and_can_be_saved(applicant: User) -> None:
    prepared = PreparedObjects(
        lambda account_id: User.objects.filter(pk=account_id), account_id=BigIntegerField()
    )
    (one,), (other,) = (prepared.fetch(account_id=applicant.pk) for _time in range(2))
    one.first_name = "Changed"
    assert other.first_name != "Changed"
    one.save()
    assert prepared.fetch(account_id=applicant.pk)[0].first_name == "Changed"
