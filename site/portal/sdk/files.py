"""To send files in parts: which bytes a request asks for."""

from portal.records.documents.byte_ranges import find_part

__all__ = ["find_part"]
