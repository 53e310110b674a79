"""Nobody enters Wagtail's admin by its own sign-in page, nor, where a second factor is demanded, without one."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from portal.users.models import User

pytestmark = pytest.mark.django_db


def sign_in(user: User) -> Client:
    """Return a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def test_admin_sign_in_page_leads_to_the_portals_own(visitor: Client) -> None:
    answer = visitor.get("/admin/login/?next=/admin/pages/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/login/?next=/admin/pages/"


def test_admin_sign_in_page_takes_no_password(visitor: Client, specialist: User) -> None:
    specialist.set_password("correct horse battery staple")
    specialist.save()

    answer = visitor.post(
        "/admin/login/",
        {"username": specialist.username, "password": "correct horse battery staple"},
    )

    assert answer.status_code == 302
    assert "_auth_user_id" not in visitor.session


def test_visitor_of_the_admin_is_asked_to_sign_in(visitor: Client) -> None:
    answer = visitor.get("/admin/")

    assert answer.headers["Location"] == "/account/login/?next=/admin/"


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/account/"])
def test_staff_without_the_demanded_second_factor_are_sent_to_set_one_up(
    specialist: User, settings: Settings, address: str
) -> None:
    settings.PORTAL_STAFF_MFA_REQUIRED = True

    answer = sign_in(specialist).get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/2fa/"


def test_staff_without_a_second_factor_enter_where_none_is_demanded(
    specialist: User, settings: Settings
) -> None:
    settings.PORTAL_STAFF_MFA_REQUIRED = False

    assert sign_in(specialist).get("/admin/").status_code == 200


def test_staff_with_a_second_factor_enter(specialist: User, settings: Settings) -> None:
    settings.PORTAL_STAFF_MFA_REQUIRED = True
    Authenticator.objects.create(
        user=specialist, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )

    assert sign_in(specialist).get("/admin/").status_code == 200


def test_applicant_is_refused_the_admin_whatever_the_factor(
    applicant: User, settings: Settings
) -> None:
    settings.PORTAL_STAFF_MFA_REQUIRED = True

    answer = sign_in(applicant).get("/admin/")

    assert answer.status_code in {302, 403}
    assert answer.headers.get("Location") != "/account/2fa/"
