"""The private store in an S3-compatible service. Imported only where one is configured: boto3 takes its time."""

from __future__ import annotations

from typing import IO, Any, NoReturn

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

__all__ = ["PrivateObjectStore"]

MISSING = (404, 416)
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 3


class PrivateObjectStore(S3Storage):
    """Objects that nobody but the portal reads; none has an address of its own."""

    client_config: Config

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

    def open_part(self, name: str, start: int, length: int | None) -> IO[bytes]:
        """Return a stream of some bytes of an object; raise FileNotFoundError where there is none."""
        wanted: dict[str, str] = {}
        if start or length is not None:
            end = "" if length is None else start + length - 1
            wanted = {"Range": f"bytes={start}-{end}"}
        key = self._normalize_name(name)
        try:
            body: IO[bytes] = self.bucket.Object(key).get(**wanted)["Body"]
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in MISSING:
                raise FileNotFoundError(f"There is no such object: {name}") from error
            raise
        return body

    def url(self, name: str | None, *_arguments: Any, **_options: Any) -> NoReturn:
        """Refuse: a private file is served through a permission check only."""
        raise ValueError("This file is not accessible via a URL.")
