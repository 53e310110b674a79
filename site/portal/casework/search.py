"""What staff type into a search box, as conditions on indexed columns; never a LIKE over a table.

A name is matched on its folded beginning, a number or reference on its normal form.
"""

from __future__ import annotations

from django.db.models import Q

from portal.records.applications import references
from portal.records.credentials import numbers
from portal.records.people.names import fold_name

__all__ = ["application_matches", "begins", "credential_matches", "person_matches"]

LAST_CHARACTER = "\U0010ffff"
MOST_WORDS = 6
NOTHING = Q(pk__in=())


def begins(column: str, prefix: str) -> Q:
    """Return the range of a column's values that begin with a prefix; all of them for an empty one."""
    if not prefix:
        return Q()
    return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + LAST_CHARACTER})


def person_matches(text: str, path: str = "") -> Q:
    """Return who is meant by a name ("Last First", "First Last", "Last, First") or EIN.

    ``path`` leads to the person, such as "person__".
    """
    term = text.strip()
    if term.isdecimal():
        return Q(**{f"{path}ein": term})
    return _name_matches(term, path)


def application_matches(text: str) -> Q:
    """Return the applications of a reference, or of the people meant by a name or EIN."""
    reference = references.normalize(text)
    if references.is_well_formed(reference):
        return Q(reference=reference)
    return person_matches(text, "person__") | _reference_begins(reference)


def credential_matches(text: str) -> Q:
    """Return the credential of a number, or those of the people meant by a name or EIN."""
    number = numbers.normalize(text)
    if numbers.is_well_formed(number):
        return Q(number=number)
    return person_matches(text, "person__")


def _reference_begins(typed: str) -> Q:
    return Q(reference__startswith=typed) if typed.isalnum() else NOTHING


def _name_matches(text: str, path: str) -> Q:
    last, first = f"{path}folded_last", f"{path}folded_first"
    before, comma, after = text.partition(",")
    if comma:
        return begins(last, fold_name(before)) & begins(first, fold_name(after))
    words = [word for word in map(fold_name, text.split()) if word][:MOST_WORDS]
    if not words:
        return NOTHING
    condition = begins(last, "".join(words))
    for at in range(1, len(words)):
        left, right = "".join(words[:at]), "".join(words[at:])
        condition |= begins(last, left) & begins(first, right)
        condition |= begins(last, right) & begins(first, left)
    return condition
