"""Effects that bring answers of the standard questions back to the person's record."""

from __future__ import annotations

from portal.definitions.library import CONTACT
from portal.lifecycle.effects import CaseFacts, Effect, WriteBack

__all__ = ["contact_write_backs"]


def contact_write_backs(case: CaseFacts) -> list[Effect]:
    """Return a write-back for each contact detail that the applicant changed."""
    given = ((question.binding, case.answers.get(question.id, "")) for question in CONTACT)
    return [WriteBack(path, value) for path, value in given if value != case.record[path]]
