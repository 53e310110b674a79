"""Folding of names, and the EINs beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.people.eins import EIN_DIGITS, new_ein
from portal.records.people.names import FOLDED_LENGTH, fold_name


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("O'Neill", "oneill"),
        ("O’Neill", "oneill"),
        ("Smith-Jones", "smithjones"),
        ("de la Cruz", "delacruz"),
        ("Núñez", "nunez"),
        ("Nu\u0301n\u0303ez", "nunez"),
        ("Łukasz", "lukasz"),
        ("Þórsdóttir", "thorsdottir"),
        ("Ægir Straße", "aegirstrasse"),
        ("Yılmaz İnci", "yilmazinci"),
        ("李明", "李明"),
        ("الحسيني", "الحسيني"),
        ("בן־דוד", "בןדוד"),
        ("O", "o"),
        ("'-. ", ""),
        ("\u202eabc", "abc"),
        ("ﬁnn", "finn"),
        ("ǿꟹ", "ooe"),
    ],
)
def test_name_folds_to_letters_and_digits(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text(max_size=150))
def test_folding_is_stable_and_fits_the_column(name: str) -> None:
    folded = fold_name(name)

    assert fold_name(folded) == folded
    assert len(folded) <= FOLDED_LENGTH


def test_name_that_unfolds_into_many_letters_is_cut() -> None:
    assert len(fold_name("ﷺ" * 150)) == FOLDED_LENGTH


def test_ein_is_ten_digits_that_keep_their_first() -> None:
    eins = {new_ein() for _ in range(1_000)}

    assert len(eins) == 1_000
    assert all(ein.isdecimal() and len(ein) == EIN_DIGITS and ein[0] != "0" for ein in eins)
