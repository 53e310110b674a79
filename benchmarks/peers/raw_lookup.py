"""The questions of the look-up as somebody writes them by hand: as few columns and statements as answer them.

Statements are written for both databases; ``%s`` marks a value, as Django's cursors want it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from portal.records.people.slips import is_one_slip_away, variants_of

__all__ = ["by_last_and_first", "by_number", "by_prefix", "by_variants"]

Rows = list[tuple[Any, ...]]

RULE = """
EXISTS (
  SELECT 1 FROM records_nameruleterms rt JOIN records_namerule r ON r.id = rt.name_rule_id
  WHERE r.key = 'published_first_name' AND rt.is_active AND rt.is_allowed AND rt.superseded_at IS NULL
    AND rt.valid_from <= %s AND (rt.valid_to IS NULL OR rt.valid_to > %s))
"""
WIDE = f"""
SELECT c.id, c.issued_on, c.expires_on, p.first_name, p.middle_name, p.last_name,
       CASE WHEN {RULE} THEN p.published_first_name END,
       t.title, e.code, ce.subject, et.title
FROM records_credential c
JOIN records_person p ON p.id = c.person_id
LEFT JOIN records_credentialtypeterms t
  ON t.credential_type_id = c.credential_type_id AND t.superseded_at IS NULL
 AND t.valid_from <= %s AND (t.valid_to IS NULL OR t.valid_to > %s)
LEFT JOIN records_credentialendorsement ce ON ce.credential_id = c.id
LEFT JOIN records_endorsement e ON e.id = ce.endorsement_id
LEFT JOIN records_endorsementterms et
  ON et.endorsement_id = e.id AND et.superseded_at IS NULL AND et.is_active
 AND et.valid_from <= %s AND (et.valid_to IS NULL OR et.valid_to > %s)
"""
EVENTS = """
SELECT credential_id, kind, effective_on, expires_on, is_final, application_reference
FROM records_credentialevent WHERE credential_id IN ({}) ORDER BY id
"""
CURRENT = f"""
SELECT p.folded_last, p.folded_first, p.id FROM records_person p
WHERE {{names}} AND NOT (p.folded_published IS NOT NULL AND {RULE})
  AND EXISTS (SELECT 1 FROM records_credential c WHERE c.person_id = p.id)
"""
FORMER = """
SELECT p.folded_last, p.folded_first, p.person_id FROM records_formername p
WHERE {names} AND EXISTS (SELECT 1 FROM records_credential c WHERE c.person_id = p.person_id)
"""
PUBLISHED = f"""
SELECT p.folded_last, p.folded_published, p.id FROM records_person p
WHERE {{names}} AND p.folded_published IS NOT NULL AND {RULE}
  AND EXISTS (SELECT 1 FROM records_credential c WHERE c.person_id = p.id)
"""
ENDING = " ORDER BY 1, 2, 3 LIMIT 21"
VARIANTS = f"""
SELECT DISTINCT v.name FROM records_namevariant v
WHERE v.kind = 'last' AND v.variant IN ({{lasts}}) AND (EXISTS (
  SELECT 1 FROM records_person p JOIN records_credential c ON c.person_id = p.id
  WHERE p.folded_last = v.name AND p.folded_first >= %s AND p.folded_first < %s
    AND NOT (p.folded_published IS NOT NULL AND {RULE}))
OR EXISTS (
  SELECT 1 FROM records_person p JOIN records_credential c ON c.person_id = p.id
  WHERE p.folded_last = v.name AND p.folded_published >= %s AND p.folded_published < %s AND {RULE}))
UNION ALL
SELECT DISTINCT v.name FROM records_namevariant v
WHERE v.kind = 'first' AND v.variant IN ({{firsts}}) AND (EXISTS (
  SELECT 1 FROM records_person p JOIN records_credential c ON c.person_id = p.id
  WHERE p.folded_last = %s AND p.folded_first = v.name
    AND NOT (p.folded_published IS NOT NULL AND {RULE}))
OR EXISTS (
  SELECT 1 FROM records_person p JOIN records_credential c ON c.person_id = p.id
  WHERE p.folded_last = %s AND p.folded_published = v.name AND {RULE}))
"""
ORDER = f"""
ORDER BY p.folded_last, COALESCE(CASE WHEN {RULE} THEN p.folded_published END, p.folded_first), p.id,
         c.expires_on DESC, c.id, e.code
"""
LAST = "p.folded_last >= %s AND p.folded_last < %s"
FIRST = "p.folded_first >= %s AND p.folded_first < %s"
CHOSEN = "p.folded_published >= %s AND p.folded_published < %s"
PAGE = 20
END = "\U0010ffff"


def by_number(number: str, today: str) -> Rows:
    """Return the credential with a number, with endorsements and events."""
    return _holdings(f"{WIDE} WHERE c.number = %s ORDER BY e.code", [number], today)


def by_prefix(prefix: str, today: str) -> Rows:
    """Return what the first twenty people hold whose last name, now or before, begins so."""
    return _people(LAST, LAST, [prefix, prefix + END], [], today)


def by_last_and_first(last: str, first: str, today: str) -> Rows:
    """Return what the first twenty people hold whose names begin so, be the first name the chosen one."""
    lasts, firsts = [last, last + END], [first, first + END]
    either = f"{LAST} AND ({FIRST} OR {CHOSEN})"
    return _people(f"{LAST} AND {FIRST}", either, lasts, firsts, today)


def by_variants(today: str, *readings: tuple[str, str]) -> list[str]:
    """Return known names one slip away from the last or the first name of a reading, the other being right."""
    statements, values = [], []
    day = [today, today]
    for last, first in readings:
        lasts, firsts = list(variants_of(last)), list(variants_of(first)) or [""]
        statements.append(VARIANTS.format(lasts=_marks(lasts), firsts=_marks(firsts)))
        begins = [first, first + END]
        values += [*lasts, *begins, *day, *begins, *day, *firsts, last, *day, last, *day]
    rows = _fetch(" UNION ALL ".join(statements) + " LIMIT 200", values)
    typed = {name for reading in readings for name in reading}
    return [name for (name,) in rows if any(is_one_slip_away(name, each) for each in typed)]


def _people(
    names: str, either: str, lasts: Sequence[str], firsts: Sequence[str], today: str
) -> Rows:
    parts = [
        part.format(names=condition)
        for part, condition in ((CURRENT, names), (FORMER, names), (PUBLISHED, either))
    ]
    if (
        connection.vendor == "postgresql"
    ):  # which sorts all of them unless each part ends; SQLite merges
        parts = [f"({part}{ENDING})" for part in parts]
    values, day = [*lasts, *firsts], [today, today]
    given = [*values, *day, *values, *values, *firsts, *day]
    found = _fetch(f"{' UNION ALL '.join(parts)}{ENDING}", given)
    keys = list(dict.fromkeys(key for _last, _first, key in found))[:PAGE]
    if not keys:
        return []
    statement = f"{WIDE} WHERE c.person_id IN ({_marks(keys)}) {ORDER}"
    return _holdings(statement, [*keys, *day], today)


def _holdings(statement: str, values: Sequence[Any], today: str) -> Rows:
    rows = _fetch(statement, [*[today] * 6, *values])
    keys = list({row[0] for row in rows})
    return rows + (_fetch(EVENTS.format(_marks(keys)), keys) if keys else [])


def _fetch(statement: str, values: Sequence[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        rows: Rows = cursor.fetchall()
        return rows


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
