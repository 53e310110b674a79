"""A line of the panels on the admin's home page; which lines, and for whom, is for the panels."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Row:
    """What a line says, where it leads, and since or until when."""

    title: str
    url: str
    note: str = ""
    when: datetime | None = None
