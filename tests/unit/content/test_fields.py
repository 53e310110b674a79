"""The stream field in migrations: a JSON column and nothing of its blocks."""

from django.db import models
from wagtail import blocks

from content.blocks.body import BodyBlock
from content.fields import BodyField


def test_field_in_a_migration_is_a_json_column() -> None:
    field = BodyField(BodyBlock, blank=True, max_num=3, verbose_name="body")

    _name, path, args, kwargs = field.deconstruct()

    assert (path, args, kwargs) == (
        "django.db.models.JSONField",
        [],
        {"blank": True, "verbose_name": "body"},
    )


def test_field_with_another_block_type_needs_no_migration() -> None:
    before = BodyField([("text", blocks.TextBlock())])
    after = BodyField([("text", blocks.TextBlock()), ("chart", blocks.CharBlock())])

    assert before.deconstruct() == after.deconstruct()


def test_field_and_its_historical_form_share_one_column_type() -> None:
    assert BodyField(BodyBlock).get_internal_type() == models.JSONField().get_internal_type()
