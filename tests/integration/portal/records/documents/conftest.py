"""A scanner of the run's own, and the two kinds of private store."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from benchmarks.scanner import Clamd
from tests.factories.stores import BACKENDS, BUCKET, KEYS, use_bucket, use_folder


@pytest.fixture(scope="session")
def daemon() -> Iterator[Clamd]:
    """Return the run's ClamAV."""
    with Clamd() as clamd:
        yield clamd


@pytest.fixture
def clamd(daemon: Clamd, settings: Settings) -> Clamd:
    """Return the run's ClamAV, at work and configured."""
    settings.DOCUMENT_SCANNER, settings.CLAMD_ADDRESS = "clamd", daemon.address
    return daemon


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    """Return the address of a local S3 server with the bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=KEYS["access_key"],
        aws_secret_access_key=KEYS["secret_key"],
    )
    client.create_bucket(Bucket=BUCKET)
    yield address
    client.close()
    server.stop()


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> str:
    """Keep private files in a folder, then in a bucket; return which."""
    if request.param == "folder":
        use_folder(settings, tmp_path / "private")
    else:
        use_bucket(settings, request.getfixturevalue("object_store"))
    return str(request.param)
