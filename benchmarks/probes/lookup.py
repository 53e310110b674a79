"""The look-up over invented people: what it asks, by which plan, how long it takes, whom it finds despite a slip."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from random import Random
from statistics import median

from config.loading import load_apps

load_apps()

from django.contrib.postgres.search import TrigramSimilarity  # noqa: E402 (the apps are loaded above)
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.db.models import Max, Min  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.peers import raw_lookup  # noqa: E402
from benchmarks.plans import drop_indexes, find_scans, scans_made_dear, watch_asked  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.records.credentials.lookup import find_by_name, find_by_number  # noqa: E402
from portal.records.credentials.suggestions import suggest_names  # noqa: E402
from portal.records.models import Credential, Person  # noqa: E402
from portal.records.people.names import fold_name  # noqa: E402

Question = Callable[[], object]
Pair = tuple[Question, Question]
LARGE = ("records_person", "records_credential", "records_namevariant", "records_formername")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
INDEXES = {
    "records_credential": ("number",),
    "records_person": ("folded_last", "folded_first", "id", "folded_published"),
    "records_namevariant": ("kind", "variant", "name"),
}
chance = Random(20_261_128)
TODAY = timezone.localdate()
DAY = TODAY.isoformat()
people: list[tuple[str, str, str]] = []


def draw(count: int) -> int:
    """Draw holders by chance; return how many."""
    ends = Person.objects.aggregate(low=Min("pk"), high=Max("pk"))
    people.clear()
    while len(people) < count:
        keys = [chance.randint(ends["low"], ends["high"]) for _one in range(count)]
        columns = ("number", "person__folded_last", "person__folded_first")
        drawn = Credential.objects.filter(person_id__in=keys).order_by("number")
        found = drawn.values_list(*columns)
        people.extend(row for row in found if min(len(row[1]), len(row[2])) >= SHORTEST)
    del people[count:]
    return len(people)


def slip(name: str) -> str:
    """Return a name typed with one slip of any kind: a letter more, less or other, or two exchanged."""
    while True:
        at, letter = chance.randrange(len(name)), chance.choice(LETTERS)
        typed = chance.choice(
            (
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
            )
        )
        if typed != name:
            return typed


def _questions(kind: str) -> Iterator[Pair]:
    """Yield what is asked of the portal, with the same question written by hand."""
    for number, last, first in people:
        typed = slip(last)
        orders = ((typed, first), (first, typed), (typed + first, ""))
        pairs: dict[str, Pair] = {
            "number": (
                partial(find_by_number, number, on=TODAY),
                partial(raw_lookup.by_number, number, DAY),
            ),
            "prefix": (
                partial(find_by_name, last[:3], on=TODAY),
                partial(raw_lookup.by_prefix, last[:3], DAY),
            ),
            "names": (
                partial(find_by_name, f"{last}, {first}", on=TODAY),
                partial(raw_lookup.by_last_and_first, last, first, DAY),
            ),
            "typo": (
                partial(suggest_names, f"{typed}, {first}", on=TODAY),
                partial(raw_lookup.by_variants, DAY, (typed, first)),
            ),
            "words": (
                partial(suggest_names, f"{typed} {first}", on=TODAY),
                partial(raw_lookup.by_variants, DAY, *orders),
            ),
        }
        yield pairs[kind]


def statements(kind: str) -> dict[str, int]:
    """Return how many statements a question takes at most, and how many count or skip rows."""
    most = forbidden = 0
    for ours, _raw in _questions(kind):
        with watch_asked() as asked:
            ours()
        most = max(most, len(asked))
        forbidden += sum("COUNT(" in sql or "OFFSET" in sql for sql, _values in asked)
    return {"most": most, "forbidden": forbidden}


def scans(kind: str, *, count: int, without: str = "") -> list[str]:
    """Return the large tables that questions would read from end to end, once an index is gone where one is named."""
    with watch_asked() as asked:
        for (ours, _raw), _place in zip(_questions(kind), range(count), strict=False):
            ours()
    with (
        drop_indexes(without, INDEXES[without]) if without else nullcontext(),
        scans_made_dear(),  # or PostgreSQL takes a table of a few pages for one that is quicker read
    ):
        return sorted({table for each in asked for table in find_scans(each, LARGE)})


def compare(kind: str) -> dict[str, float]:
    """Ask each question of the portal and by hand, in turns; return the middle milliseconds of both."""
    ours, theirs = [], []
    for place, (portal, raw) in enumerate(_questions(kind)):
        if place < 3:  # builds the statements, as the first visitor's question does
            portal(), raw()
        if place % 2:
            theirs.append(_milliseconds(raw))
            ours.append(_milliseconds(portal))
        else:
            ours.append(_milliseconds(portal))
            theirs.append(_milliseconds(raw))
    pairs = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return {"ours": median(ours), "raw": median(theirs), "ratio": median(pairs)}


def _milliseconds(question: Question) -> float:
    begun = time.perf_counter()
    question()
    return (time.perf_counter() - begun) * 1000


def recall() -> dict[str, float]:
    """Return of how many people in a hundred the right name comes of one slip in either name.

    ``suggested`` by the variants; ``shown`` on the page, which suggests only where nobody bears the name typed;
    ``beginning`` without the variants, because what was typed still begins the name.
    """
    suggested = shown = beginning = 0
    for _number, last, first in people:
        typed = (slip(last), first) if chance.random() < 0.5 else (last, slip(first))
        begins = last.startswith(typed[0]) and first.startswith(typed[1])
        names = suggest_names(", ".join(typed), on=TODAY)
        is_suggested = (last, first) in {tuple(map(fold_name, each.split(", "))) for each in names}
        suggested += begins or is_suggested
        shown += begins or (is_suggested and not find_by_name(", ".join(typed), on=TODAY).rows)
        beginning += begins
    found = {"suggested": suggested, "shown": shown, "beginning": beginning}
    return {name: 100 * count / len(people) for name, count in found.items()}


def peers() -> dict[str, float]:
    """Return the milliseconds of what would be written without the portal's columns, by name."""
    _number, last, first = people[0]
    within = Person.objects.order_by("last_name", "first_name")
    found = {
        "ORM __icontains on the plain column": lambda: list(
            within.filter(last_name__icontains=last[1:5])[:20]
        ),
        "COUNT(*) of the people": Person.objects.count,
        "a page by OFFSET, at nine tenths": lambda: list(
            within[int(_estimate() * 0.9) :][:20].values_list("pk")
        ),
    }
    taken = {name: _milliseconds(question) for name, question in found.items()}
    return taken | _trigrams(slip(last), first)


def _estimate() -> int:
    ends = Person.objects.aggregate(low=Min("pk"), high=Max("pk"))
    return int(ends["high"] - ends["low"])


def _trigrams(typed: str, first: str) -> dict[str, float]:
    """Return what similarity by trigrams takes, where the extension can be made; nothing of it stays."""
    if connection.vendor != "postgresql":
        return {}
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            similar = Person.objects.annotate(near=TrigramSimilarity("folded_last", typed))
            question = similar.filter(near__gt=0.45, folded_first=first).order_by("-near")[:20]
            taken = _milliseconds(lambda: list(question))
            transaction.set_rollback(True)
    except DatabaseError:
        return {}
    return {"ORM TrigramSimilarity": taken}


if __name__ == "__main__":
    requests = (draw, statements, scans, compare, recall, peers)
    answer_requests({request.__name__: request for request in requests})
