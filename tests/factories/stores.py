"""Where private files are kept in a test: a folder, or a bucket of a local S3 server."""

import uuid
from pathlib import Path
from typing import Any

from pytest_django import Settings

BUCKET = "portal-private"
KEYS = {"access_key": "tests", "secret_key": "tests-only"}
BACKENDS = {
    "folder": "portal.records.documents.folder_store.PrivateFolder",
    "bucket": "portal.records.documents.object_store.PrivateObjectStore",
}


def use_folder(settings: Settings, folder: Path) -> None:
    """Keep private files in a folder."""
    set_store(settings, "folder", {"location": folder})


def use_bucket(settings: Settings, address: str, **more: Any) -> None:
    """Keep private files in the bucket, at a place that no other test uses."""
    options = {
        "bucket_name": BUCKET,
        "location": uuid.uuid4().hex,
        "endpoint_url": address,
        "region_name": "us-east-1",
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": False,
        "addressing_style": "path",
        "max_memory_size": 1024 * 1024,
        **KEYS,
        **more,
    }
    set_store(settings, "bucket", options)


def set_store(settings: Settings, kind: str, options: dict[str, Any]) -> None:
    """Replace the private store."""
    private = {"BACKEND": BACKENDS[kind], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "private": private}
