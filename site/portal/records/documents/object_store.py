"""The private store in an S3-compatible service. Imported only where one is configured: boto3 takes its time."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import IO, Any, NoReturn, ParamSpec, TypeVar

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from portal.records.documents.errors import StoreUnavailableError

__all__ = ["PrivateObjectStore"]

MISSING = (404, 416)
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 3
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def _in_our_words(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Have a request raise FileNotFoundError for what is not there, StoreUnavailableError where the service fails."""

    @wraps(ask)
    def answered(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        try:
            return ask(*args, **kwargs)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in MISSING:
                raise FileNotFoundError(str(error)) from error
            raise StoreUnavailableError(str(error)) from error
        except (BotoCoreError, Boto3Error) as error:
            raise StoreUnavailableError(str(error)) from error

    return answered


class PrivateObjectStore(S3Storage):
    """Objects that nobody but the portal reads; none has an address of its own."""

    client_config: Config

    open = _in_our_words(S3Storage.open)
    save = _in_our_words(S3Storage.save)
    delete = _in_our_words(S3Storage.delete)
    exists = _in_our_words(S3Storage.exists)
    get_modified_time = _in_our_words(S3Storage.get_modified_time)
    listdir = _in_our_words(S3Storage.listdir)
    size = _in_our_words(S3Storage.size)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # One part after the other: parts sent side by side would each be held in memory.
        self.transfer_config = TransferConfig(use_threads=False)
        # Checksums that only the newest services know are sent where a request needs them, not everywhere.
        self.client_config = self.client_config.merge(
            Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"max_attempts": ATTEMPTS, "mode": "standard"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            )
        )

    @_in_our_words
    def open_part(self, name: str, start: int, length: int | None) -> IO[bytes]:
        """Return a stream of some bytes of an object; raise FileNotFoundError where there is none."""
        wanted: dict[str, str] = {}
        if start or length is not None:
            end = "" if length is None else start + length - 1
            wanted = {"Range": f"bytes={start}-{end}"}
        body: IO[bytes] = self.bucket.Object(self._normalize_name(name)).get(**wanted)["Body"]
        return body

    def url(self, name: str | None, *_arguments: Any, **_options: Any) -> NoReturn:
        """Refuse: a private file is served through a permission check only."""
        raise ValueError("This file is not accessible via a URL.")
