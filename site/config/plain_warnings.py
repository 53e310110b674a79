"""What a form that is too large leaves in the log: one warning, no traceback, since nothing is broken."""

import logging

__all__ = ["PlainWarning"]


class PlainWarning(logging.Filter):
    """Lets every record through as a plain warning that names the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback off a record and lower its level."""
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        request = getattr(record, "request", None)
        if request is not None:
            record.msg, record.args = "%s %s", (record.getMessage(), request.path)
        return True
