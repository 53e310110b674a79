"""The blocks of the builder are as Wagtail wants them: what its own check would tell at every start is told here."""

import pytest

from portal.records.wizards.drafts import DraftBlocksField, WizardDraft

STREAMS = [each for each in WizardDraft._meta.get_fields() if isinstance(each, DraftBlocksField)]


@pytest.mark.parametrize("stream", STREAMS, ids=[each.name for each in STREAMS])
def test_blocks_of_a_stream_pass_the_check_of_wagtail(stream: DraftBlocksField) -> None:
    assert stream.stream_block.child_blocks
    assert stream.stream_block.check(field=stream) == []


def test_a_block_without_a_proper_name_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    block = STREAMS[0].stream_block
    monkeypatch.setattr(next(iter(block.child_blocks.values())), "name", "no name")

    assert block.check(field=STREAMS[0])
