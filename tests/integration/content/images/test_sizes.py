"""The sizes of an uploaded picture: made at its upload and by the worker, never by whoever reads a page."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images.models import Rendition
from wagtail.models import Collection, CollectionViewRestriction

from content.images import sizes
from content.images.sizes import SPECS, make_missing_sizes
from tests.factories.images import make_image
from tests.factories.pages import make_article, make_hub

ROOT = Path(__file__).resolve().parents[4]
UNCLOSED = "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
WAGTAILS_TAGS = re.compile(r"{%\s*(image|picture|srcset_image|image_url)\s")

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings(UNCLOSED)]


def show(*images: Any, **fields: Any) -> Any:
    """Publish a page with pictures."""
    pictures = [
        ("picture", {"image": _describe(image), "caption": f"Picture {number}"})
        for number, image in enumerate(images)
    ]
    return make_article(title="Pictures", slug="pictures", body=pictures, **fields)


def _describe(image: Any) -> Any:
    image.contextual_alt_text, image.decorative = "A class at work", False
    return image


def upload(django_capture_on_commit_callbacks: Any, **fields: Any) -> Any:
    """Upload a picture to the end of its transaction."""
    with django_capture_on_commit_callbacks(execute=True):
        return make_image(**fields)


def test_upload_makes_every_size(django_capture_on_commit_callbacks: Any) -> None:
    image = upload(django_capture_on_commit_callbacks)

    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(SPECS)


def test_page_offers_the_sizes_and_keeps_their_place(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = upload(django_capture_on_commit_callbacks, width=1200, height=800)
    show(image)

    html = visitor.get("/pictures/").content.decode()

    picture = html[html.index("<picture>") : html.index("</picture>")]
    assert re.findall(r'type="([^"]+)"', picture) == ["image/avif", "image/webp"]
    assert re.findall(r" (\d+)w", picture) == ["320", "640", "960"] * 2
    assert 'width="640" height="426" alt="A class at work" loading="lazy"' in picture


def test_small_picture_is_not_made_larger(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = upload(django_capture_on_commit_callbacks, width=400, height=300)
    show(image)

    html = visitor.get("/pictures/").content.decode()

    assert re.findall(r" (\d+)w", html) == ["320", "400"] * 2


def test_no_get_makes_a_size(visitor: Client) -> None:
    image = make_image()
    page = show(image)
    Rendition.objects.all().delete()

    answers = [
        visitor.get(address)
        for address in (
            "/pictures/",
            reverse("wagtailapi_v3:detail_page", args=[page.pk]),
            reverse("wagtailapi_v3:list_images"),
            reverse("wagtailapi_v3:detail_image", args=[image.pk]),
        )
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    html = answers[0].content.decode()
    assert f'src="{image.file.url}" width="1200" height="800"' in html
    assert not Rendition.objects.exists()


def test_control_wagtails_own_way_makes_one(rf: Any) -> None:
    image = make_image()
    Rendition.objects.all().delete()

    image.get_rendition("width-320")

    assert Rendition.objects.count() == 1


def test_no_public_template_uses_a_tag_that_makes_sizes() -> None:
    folders = [ROOT / "templates", ROOT / "portal_plugins", ROOT / "content"]
    templates = [file for folder in folders for file in folder.rglob("*.html")]

    assert templates
    assert [str(each) for each in templates if WAGTAILS_TAGS.search(each.read_text())] == []


def test_worker_makes_what_is_missing() -> None:
    image = make_image()
    Rendition.objects.all().delete()

    assert make_missing_sizes() == 1
    assert image.renditions.count() == len(SPECS)
    assert make_missing_sizes() == 0


def test_picture_that_cannot_be_read_is_tried_once_and_shown_as_it_is(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sizes, "_unreadable", set())
    image = make_image()
    Rendition.objects.all().delete()
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, ContentFile(b"no picture"))

    assert [make_missing_sizes(), make_missing_sizes()] == [1, 0]
    assert "no sizes of image" in caplog.text
    show(image)
    assert visitor.get("/pictures/").status_code == 200


def test_many_pictures_take_no_more_statements(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = upload(django_capture_on_commit_callbacks)
    counts = []
    page = show(image)
    for count in (1, 6):
        page.body = [
            ("picture", {"image": _describe(image), "caption": str(number)})
            for number in range(count)
        ]
        page.save_revision().publish()
        visitor.get("/pictures/")
        with CaptureQueriesContext(connection) as captured:
            visitor.get("/pictures/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def find_share_image(visitor: Client, address: str = "/pictures/") -> dict[str, str]:
    """Return what a page tells other sites of its picture."""
    html = visitor.get(address).content.decode()
    return dict(re.findall(r'property="og:image(:\w+)?" content="([^"]*)"', html))


def find_card(visitor: Client) -> str:
    """Return the address of the picture on the card that leads to the page."""
    found = re.search(
        r'<img class="content-drawing content-cut" src="([^"]+)"',
        visitor.get("/hub/").content.decode(),
    )
    return found[1] if found else ""


def test_picture_of_a_page_is_shared_and_stands_on_its_card(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = upload(django_capture_on_commit_callbacks)
    show(image, parent=make_hub(slug="hub"))

    shared = find_share_image(visitor, "/hub/pictures/")

    assert image.file.name.split("/")[-1].split(".")[0] in shared[""]
    assert shared[""].endswith(".jpg")
    assert (shared[":width"], shared[":height"], shared[":alt"]) == (
        "1200",
        "630",
        "A class at work",
    )
    assert find_card(visitor).endswith(".webp")
    assert find_share_image(visitor, "/hub/")[""].endswith("/share.png")


def test_moving_the_focal_point_moves_what_is_seen(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    image = upload(django_capture_on_commit_callbacks, width=1600, height=600)
    show(image, parent=make_hub(slug="hub"))
    before = find_share_image(visitor, "/hub/pictures/")[""], find_card(visitor)

    image.focal_point_x, image.focal_point_y = 1500, 300
    image.focal_point_width = image.focal_point_height = 100
    with django_capture_on_commit_callbacks(execute=True):
        image.save()

    after = find_share_image(visitor, "/hub/pictures/")[""], find_card(visitor)
    assert all(each and each != old for each, old in zip(after, before, strict=True))
    assert image.renditions.count() == len(SPECS)


def test_picture_that_not_everybody_may_see_is_not_shared(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    closed = Collection.get_first_root_node().add_child(name="Closed")
    image = upload(django_capture_on_commit_callbacks, collection=closed)
    show(image)
    assert find_share_image(visitor)[""].endswith(".jpg")

    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )

    assert find_share_image(visitor)[""].endswith("/share.png")
