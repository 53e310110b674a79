"""The WSGI application of a web process, behind the page cache. Starts the outbox thread where settings ask for one."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

for _folder in (Path(__file__).resolve().parents[2], Path(__file__).resolve().parents[1]):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from config.loading import load_apps  # noqa: E402 (found by the paths above)

load_apps(serves=True)
application = get_wsgi_application()

from config.page_cache.in_front import with_page_cache  # noqa: E402 (needs the apps loaded above)
from config.start_up import prepare_web_process  # noqa: E402 (as above)

prepare_web_process()
application = with_page_cache(application)
