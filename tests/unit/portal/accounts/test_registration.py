"""Which names and birth dates are accepted for a record."""

from datetime import date

import pytest

from portal.accounts.registration import RegistrationForm

TODAY = date(2026, 3, 2)


def fill(**changes: str) -> RegistrationForm:
    """Return the form filled in correctly but for the changes."""
    typed = {
        "first_name": "Maren",
        "middle_name": "",
        "last_name": "Okafor-Lind",
        "birth_date_month": "5",
        "birth_date_day": "2",
        "birth_date_year": "1984",
        **changes,
    }
    return RegistrationForm(typed, today=TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "O'Neill",
        "D’Angelo",
        "Åsa-Lena",
        "Ng",
        "X",
        "李",
        "سارة",
        "שָׂרָה",
        "Mary Ann",
        "J. R.",
        "می‌نا",
        "a" * 150,
    ],
)
def test_name_in_any_script_is_accepted(name: str) -> None:
    form = fill(last_name=name)
    assert form.errors == {}
    assert form.cleaned_data["last_name"] == name


@pytest.mark.parametrize(
    "name", ["", "   ", "--", "42", "a" * 151, "Ma\u202eren", "Ma\u0000ren", "\u200b", "😀"]
)
def test_what_is_no_name_is_refused_beside_its_field(name: str) -> None:
    assert list(fill(last_name=name).errors) == ["last_name"]


def test_name_is_composed_and_spaced_once() -> None:
    form = fill(last_name="  Mu\u0308ller   Lind ")
    assert form.is_valid()
    assert form.cleaned_data["last_name"] == "Müller Lind"


def test_one_name_only_is_enough() -> None:
    assert fill(first_name="").is_valid()


@pytest.mark.parametrize(
    ("month", "day", "year"),
    [
        ("3", "3", "2026"),
        ("2", "30", "1984"),
        ("13", "1", "1984"),
        ("", "", ""),
        ("x", "1", "1984"),
        ("5", "2", "1899"),
    ],
)
def test_impossible_or_future_birth_date_is_refused_beside_its_field(
    month: str, day: str, year: str
) -> None:
    form = fill(birth_date_month=month, birth_date_day=day, birth_date_year=year)
    assert list(form.errors) == ["birth_date"]
