"""Links inside blocks: one target, words where the target has none, and drafts that may be unfinished."""

from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.links import LinkBlock


def clean(*, is_required: bool = True, is_draft: bool = False, **fields: Any) -> Any:
    """Clean a link as the editor does."""
    block = LinkBlock(required=is_required)
    value = block.to_python({"text": "", "page": None, "address": "", **fields})
    return block.clean_deferred(value) if is_draft else block.clean(value)


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "https://example.org/a?b=c",
        "mailto:someone@example.org",
        "tel:+15550100",
        "#top",
    ],
)
def test_link_to_an_address_is_accepted(address: str) -> None:
    assert clean(text="There", address=address).href == address


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//example.org", "example.org", "data:text/html,x", "/a b"]
)
def test_link_to_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StructBlockValidationError) as error:
        clean(text="There", address=address)

    assert list(error.value.block_errors) == ["address"]


def test_link_without_a_target_is_refused() -> None:
    with pytest.raises(StructBlockValidationError) as error:
        clean(text="There")

    assert list(error.value.block_errors) == ["page"]


def test_link_to_an_address_without_words_is_refused() -> None:
    with pytest.raises(StructBlockValidationError) as error:
        clean(address="/account/")

    assert list(error.value.block_errors) == ["text"]


def test_link_of_a_draft_may_be_unfinished() -> None:
    assert clean(is_draft=True).href == ""


def test_link_that_is_optional_may_be_empty() -> None:
    assert clean(is_required=False).href == ""
