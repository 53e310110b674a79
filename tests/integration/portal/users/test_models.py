"""The account: one address, one account, however the address is spelled."""

import pytest
from django.db import IntegrityError, transaction

from portal.users.folding import fold_email
from portal.users.models import User


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Maren@Example.ORG", "maren@example.org"),
        ("  maren@example.org ", "maren@example.org"),
        ("ｍaren@example.org", "maren@example.org"),
        ("STRASSE@example.org", "strasse@example.org"),
        ("straße@example.org", "strasse@example.org"),
        ("ﬁona@example.org", "fiona@example.org"),
        ("", ""),
        (None, ""),
    ],
)
def test_folding_gives_one_form(typed: str | None, stored: str) -> None:
    assert fold_email(typed) == stored


def test_folding_is_stable() -> None:
    for typed in ("İstanbul@example.org", "ΌΣΟΣ@example.org", "Ⓐ@example.org", "ẞ@example.org"):
        assert fold_email(fold_email(typed)) == fold_email(typed)


@pytest.mark.django_db
def test_account_stores_the_folded_address() -> None:
    account = User.objects.create_user(username="maren", email="Maren@Example.org")
    account.email = "ＭAREN@EXAMPLE.ORG"
    account.save()
    account.refresh_from_db()
    assert account.email == "maren@example.org"


@pytest.mark.django_db
@pytest.mark.parametrize("taken", ["maren@example.org", "MAREN@example.org", "ｍaren@example.org"])
def test_second_account_with_the_same_address_is_refused(taken: str) -> None:
    User.objects.create_user(username="maren", email="maren@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(username="other", email=taken)


@pytest.mark.django_db
def test_second_account_past_the_model_is_refused_by_the_database() -> None:
    User.objects.create_user(username="maren", email="maren@example.org")
    other = User.objects.create_user(username="other", email="other@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(email="MAREN@EXAMPLE.ORG")


@pytest.mark.django_db
def test_accounts_without_address_may_be_several() -> None:
    User.objects.create_user(username="first", email="")
    User.objects.create_user(username="second", email="")
    assert User.objects.filter(email="").count() == 2
