"""Eight browsers press the button of one link in the same moment: one goes on with the form, seven are told so."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.utils import timezone

from portal.lifecycle import resuming
from portal.lifecycle.request_links import make_token
from portal.lifecycle.resuming import RESUMING, LinkOverError, Resumed, mail_link, use_link
from portal.lifecycle.visits import digest_of_key, new_key, start_visit
from portal.records.models import Application, ResumeLink
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
BROWSERS = 8


def use_at_once() -> list[object]:
    """Use one link from eight browsers."""
    now = timezone.now()
    draft = start_visit(
        service_key="feedback.contact", visitor_key=digest_of_key(new_key()), at=now
    )
    mail_link(public_id=draft.public_id, email="i@example.org", language="en", at=now)
    link = ResumeLink.objects.get()
    token = make_token(str(link.public_id), link.number, purpose=RESUMING)
    return run_together([partial(use_link, token=token, at=now) for _each in range(BROWSERS)])


def test_one_browser_goes_on() -> None:
    outcomes = use_at_once()

    (resumed,) = (each for each in outcomes if isinstance(each, Resumed))
    assert sum(isinstance(each, LinkOverError) for each in outcomes) == BROWSERS - 1, outcomes
    assert Application.objects.get().visitor_key == digest_of_key(resumed.key)


@contextmanager
def unlocked() -> Iterator[None]:
    """Take away that the draft is held, and that only an unused link is claimed."""
    patch = pytest.MonkeyPatch()
    patch.setattr(
        resuming, "hold_draft", lambda application_id: Application.objects.get(pk=application_id)
    )
    patch.setattr(resuming, "claim", lambda _unused, _at: True)
    yield
    patch.undo()


def test_every_browser_is_given_a_key_without_the_lock() -> None:
    with unlocked():
        outcomes = use_at_once()

    assert sum(isinstance(each, Resumed) for each in outcomes) > 1, outcomes
