"""The private store in a folder of this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

__all__ = ["PrivateFolder"]


class PrivateFolder(FileSystemStorage):
    """Files that nobody but the portal reads; none has an address of its own. What is saved is on the disk."""

    def _save(self, name: str, content: File[Any]) -> str:
        stored: str = super()._save(name, content)  # type: ignore[misc]  # undocumented in the types
        path, top = Path(self.path(stored)), Path(self.location)
        for each in (path, *path.parents):
            handle = os.open(each, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            if each == top:
                break
        return stored

    def url(self, name: str | None) -> NoReturn:
        """Refuse: Django would name an address among the editors' media."""
        raise ValueError("This file is not accessible via a URL.")
