"""Eight posts of the same link in the same moment: one is kept, seven are told so."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from portal.lifecycle import answering_requests
from portal.lifecycle.answering_requests import RequestOverError, answer_request
from portal.lifecycle.request_links import make_token
from portal.records.models import ThirdPartyRequest
from tests.factories.accounts import make_educator
from tests.factories.asked import employ
from tests.together import run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
POSTS = 8


def answer_at_once() -> list[object]:
    """Answer one request from eight browsers."""
    request = employ(make_educator(username="asks"))[1].requests.get()
    token = make_token(str(request.public_id), 1)
    return run_together(
        [
            partial(answer_request, token=token, answers={"remarks": str(n)}, at=timezone.now())
            for n in range(POSTS)
        ]
    )


def test_one_answer_is_kept() -> None:
    outcomes = answer_at_once()

    assert outcomes.count(None) == 1, outcomes
    assert sum(isinstance(each, RequestOverError) for each in outcomes) == POSTS - 1


@contextmanager
def unconditional() -> Iterator[None]:
    """Take the condition away that only an open request is answered."""

    def claim(token: str, at: Any, **changes: Any) -> ThirdPartyRequest:
        request = answering_requests.find_request(token)
        ThirdPartyRequest.objects.filter(pk=request.pk).update(**changes)
        return request

    patch = pytest.MonkeyPatch()
    patch.setattr(answering_requests, "_claim", claim)
    yield
    patch.undo()


def test_every_answer_gets_through_without_the_condition() -> None:
    with unconditional():
        outcomes = answer_at_once()

    assert outcomes.count(None) > 1, outcomes
