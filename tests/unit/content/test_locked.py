"""Blocks whose plugin is gone: kept by the portal's streams, dropped by plain Wagtail's."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import BadRequest, ValidationError
from django.utils.datastructures import MultiValueDict
from wagtail import blocks
from wagtail.fields import StreamField

from content.blocks.body import BodyBlock
from content.pages.article import ArticlePage
from portal.definitions.building.kept import LOCKED, KeepingStreamBlock, Kept, LockedBlock
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]

Stream = list[dict[str, Any]]
TEXT = {"type": "text", "value": "Before.", "id": "0b71b0e8-6e0f-4d7a-8f0e-8d3f2d9c1a01"}
CHART = {
    "type": "weather__chart",
    "value": {"town": "Hartford", "rows": [1, 2, {"deep": None}]},
    "id": "0b71b0e8-6e0f-4d7a-8f0e-8d3f2d9c1a02",
}
STORED: Stream = [TEXT, CHART]


class OwnStream(KeepingStreamBlock):
    """A stream of our own."""

    text = blocks.TextBlock()


def load_and_save(field: StreamField, *, read: bool) -> Stream:
    """Return what is stored after a page was loaded, looked at or not, and saved."""
    value = field.to_python(STORED)
    if read:
        assert [child.value for child in value]
    saved: Stream = field.get_prep_value(value)
    return saved


@pytest.mark.parametrize("read", [True, False])
def test_plain_wagtail_erases_blocks_of_an_unknown_type(*, read: bool) -> None:
    """The control: without our stream the block is lost at the next save."""
    plain = StreamField([("text", blocks.TextBlock())])

    assert load_and_save(plain, read=read) == [TEXT]


@pytest.mark.parametrize("read", [True, False])
def test_block_of_an_unknown_type_is_stored_as_it_was(*, read: bool) -> None:
    assert load_and_save(StreamField(OwnStream), read=read) == STORED


@pytest.mark.django_db
def test_page_that_is_copied_through_json_keeps_the_block() -> None:
    page = ArticlePage(title="Cold", body=STORED)

    again = ArticlePage.from_serializable_data({**page.serializable_data(), "pk": None})

    assert ArticlePage._meta.get_field("body").get_prep_value(again.body) == STORED
    thawed = pickle.loads(pickle.dumps(page.body))
    assert ArticlePage._meta.get_field("body").get_prep_value(thawed) == STORED


def test_readers_search_and_programs_see_nothing_of_it() -> None:
    stream = OwnStream()
    value = stream.to_python(STORED)

    assert "Hartford" not in str(value)
    assert stream.get_searchable_content(value) == ["Before."]
    assert [each["value"] for each in stream.get_api_representation(value)] == ["Before.", None]


def test_editors_form_brings_back_what_was_stored() -> None:
    block = LockedBlock()
    kept = Kept("weather__chart", CHART["value"])
    sent = {"b": block.get_form_state(kept)}

    assert block.value_from_datadict(sent, {}, "b") == kept
    assert '"town": "Hartford"' in sent["b"]


@pytest.mark.parametrize("tamper", [lambda sent: sent.replace("Hartford", "Boston"), lambda _: ""])
def test_block_that_was_changed_in_the_form_is_refused(tamper: Callable[[str], str]) -> None:
    block = LockedBlock()
    sent = tamper(block.get_form_state(Kept("text", "<b>Hartford</b>")))
    block.defer_required_validation()

    with pytest.raises(ValidationError, match="cannot be changed"):
        block.clean(block.value_from_datadict({"b": sent}, {}, "b"))


def test_draft_may_hold_the_block_and_publication_names_the_plugin() -> None:
    block, kept = LockedBlock(), Kept("weather__chart", 1)

    with pytest.raises(ValidationError, match="belongs to “weather”, which is not installed"):
        block.clean(kept)
    block.defer_required_validation()
    assert block.clean(kept) == kept


def test_form_opened_while_the_plugin_was_there_is_refused_whole() -> None:
    sent = {"s-count": "1", "s-0-deleted": "", "s-0-order": "0", "s-0-type": "weather__chart"}

    with pytest.raises(BadRequest, match="open it again"):
        OwnStream().value_from_datadict(MultiValueDict({k: [v] for k, v in sent.items()}), {}, "s")


def test_nobody_can_add_a_placeholder_in_the_editor() -> None:
    from wagtail.admin.telepath import JSContext  # deferred: asks for the block's adapter once

    packed = JSContext().pack(OwnStream())

    assert packed["_args"][3]["blockCounts"][LOCKED] == {"max_num": 0}


BLOCKS = """
from wagtail import blocks


class Chart(blocks.StructBlock):
    town = blocks.CharBlock()


class Broken(blocks.CharBlock):
    def render(self, value, context=None):
        raise ZeroDivisionError

    get_searchable_content = get_api_representation = render


BLOCKS = {"chart": Chart(), "broken": Broken()}
"""


def test_block_of_a_plugin_is_offered_and_stored_under_its_id(
    write_plugin: Callable[..., str], install: Install
) -> None:
    install(write_plugin("sky", blocks=BLOCKS))
    body = BodyBlock()
    stored = [{"type": "sky__chart", "value": {"town": "Hartford"}, "id": "1"}]
    value = body.to_python(stored)

    assert list(body.child_blocks)[-3:] == ["sky__chart", "sky__broken", "locked"]
    assert "Hartford" in str(value)
    assert body.get_prep_value(value) == stored
    assert [error for error in body.check() if "sky" in str(error)] == []


def test_block_that_fails_is_left_out_of_the_page(
    write_plugin: Callable[..., str], install: Install
) -> None:
    install(write_plugin("sky", blocks=BLOCKS))
    body = BodyBlock()
    value = body.to_python([{"type": "sky__broken", "value": "x", "id": "1"}])

    assert str(value[0]) == ""
    assert body.get_searchable_content(value) == []
    assert body.get_api_representation(value) == [{"type": "sky__broken", "value": None, "id": "1"}]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("blocks_break", "1 / 0"),
        ("blocks_are_none", "BLOCKS = {'x': object()}"),
        (
            "blocks_lack_names",
            "from wagtail.blocks import CharBlock\nBLOCKS = {'a b': CharBlock()}",
        ),
    ],
)
def test_plugin_without_usable_blocks_offers_none(
    write_plugin: Callable[..., str], install: Install, name: str, source: str
) -> None:
    install(write_plugin(name, blocks=source))

    assert not [each for each in BodyBlock().child_blocks if "__" in each]
