"""Pages of the other languages follow a page that is moved."""

import pytest
from django.test import Client
from wagtail.signals import post_page_move

from content.trees import synchronize_languages, watch_moves
from tests.factories.pages import make_article, make_hub

pytestmark = pytest.mark.django_db


def test_translation_follows_and_its_old_address_leads_to_the_new_one(client: Client) -> None:
    synchronize_languages()
    old, new = make_hub(title="Winter"), make_hub(title="Weather")
    article = make_article(title="Snow days", parent=old)
    synchronize_languages()
    article.move(new, pos="last-child")

    spanish = article.get_translations().get()
    assert spanish.get_parent() == new.get_translations().get().page_ptr
    assert client.get("/es/weather/snow-days/").status_code == 200
    answer = client.get("/es/winter/snow-days/")
    assert answer.headers["Location"].endswith("/es/weather/snow-days/")


def test_translation_stays_behind_where_nobody_watches() -> None:
    synchronize_languages()
    old, new = make_hub(title="Winter"), make_hub(title="Weather")
    article = make_article(title="Snow days", parent=old)
    synchronize_languages()
    post_page_move.disconnect(dispatch_uid="content.trees")

    article.move(new, pos="last-child")
    watch_moves()

    spanish = article.get_translations().get()
    assert spanish.get_parent() == old.get_translations().get().page_ptr
