"""``python -m tests.museum 0.1.0``: put the portal as it is now into the museum, taken on SQLite.

Until its release an exhibit may be taken again; ``--released`` says that it is the release, and closes it for ever.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> None:
    """Take the exhibit and name its file, or say why not."""
    parser = argparse.ArgumentParser(prog="python -m tests.museum")
    parser.add_argument("release", help="the number of the release, such as 0.1.0")
    parser.add_argument("--released", action="store_true", help="this is the release itself")
    chosen = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ.pop("DATABASE_URL", None)
    django.setup()

    from tests.museum.exhibits import (  # deferred: models exist only now
        ExhibitClosedError,
        write_exhibit,
    )
    from tests.museum.taking import take_exhibit  # deferred for the same reason

    with tempfile.TemporaryDirectory() as heads:
        exhibit = take_exhibit(chosen.release, is_released=chosen.released, heads=Path(heads))
    try:
        file = write_exhibit(exhibit)
    except ExhibitClosedError as error:
        sys.exit(str(error))
    print(f"{file.name}: {file.stat().st_size / 1024:.0f} KB, {len(exhibit.tables)} tables")


if __name__ == "__main__":
    main()
