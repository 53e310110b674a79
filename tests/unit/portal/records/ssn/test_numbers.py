"""Which nine digits are taken for a Social Security number, and how it is masked."""

import pytest

from portal.records.ssn.numbers import HIDDEN, Fault, InvalidNumberError, mask, normalize

WRONG = {
    "": Fault.FORM,
    "12345678": Fault.FORM,
    "1234567890": Fault.FORM,
    "078-051120": Fault.FORM,
    "078-05 1120": Fault.FORM,
    "abc-de-fghi": Fault.FORM,
    "٠٧٨٠٥١١٢٠": Fault.FORM,
    "000-05-1120": Fault.AREA,
    "666051120": Fault.AREA,
    "900-05-1120": Fault.AREA,
    "999 05 1120": Fault.AREA,
    "078-00-1120": Fault.GROUP,
    "078-05-0000": Fault.SERIAL,
}


@pytest.mark.parametrize("typed", ["078-05-1120", "078051120", "078 05 1120", "  078-05-1120 "])
def test_number_is_read_however_it_is_spaced(typed: str) -> None:
    assert normalize(typed) == "078051120"


@pytest.mark.parametrize("typed", ["001-01-0001", "665-99-9999", "667-01-0001", "899-99-9999"])
def test_number_at_the_edge_of_what_is_issued_is_taken(typed: str) -> None:
    assert normalize(typed) == typed.replace("-", "")


@pytest.mark.parametrize("typed", WRONG)
def test_impossible_number_is_refused_by_its_fault_and_never_repeated(typed: str) -> None:
    with pytest.raises(InvalidNumberError) as caught:
        normalize(typed)

    assert caught.value.fault is WRONG[typed]
    assert str(caught.value) == WRONG[typed].value


def test_masked_number_shows_the_last_four_digits_alone() -> None:
    assert (mask("1120"), mask("")) == ("***-**-1120", HIDDEN)
