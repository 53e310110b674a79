"""Static files, editors' media and applicants' private files: three stores that never share a folder."""

from typing import Any

from config.environment import PROJECT_ROOT, env

VAR_ROOT = env.folder(
    "PORTAL_VAR", "var", "Folder for everything the portal writes by default.", base=PROJECT_ROOT
)
STATIC_URL = "/static/"
STATIC_ROOT = env.folder(
    "STATIC_ROOT",
    "static-collected",
    "Where `collectstatic` gathers the static files for production.",
    base=PROJECT_ROOT,
)
STATICFILES_DIRS = [PROJECT_ROOT / "static", PROJECT_ROOT / "static-build"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.folder(
    "MEDIA_ROOT",
    "media",
    "Editors' images and documents: public. A relative folder is meant from PORTAL_VAR.",
    base=VAR_ROOT,
)
PRIVATE_ROOT = env.folder(
    "PRIVATE_ROOT",
    "private",
    "Applicants' documents, never served by address. A relative folder is meant from PORTAL_VAR.",
    base=VAR_ROOT,
)
PORTAL_SERVE_MEDIA = env.boolean(
    "PORTAL_SERVE_MEDIA",
    default=True,
    production=False,
    meaning="Serve editors' media from the web process; false where a proxy or store does it.",
)
DOCUMENT_MOST_MEGABYTES = env.integer(
    "DOCUMENT_MOST_MEGABYTES",
    25,
    "The largest document that a person may hand in, and the largest file outside the admin.",
    low=1,
    high=200,
)
DOCUMENT_MOST_PAGES = env.integer(
    "DOCUMENT_MOST_PAGES", 200, "How many pages a PDF may have.", low=1, high=2_000
)
DOCUMENT_MOST_MEGAPIXELS = env.integer(
    "DOCUMENT_MOST_MEGAPIXELS",
    60,
    "How many millions of pixels a picture may have; decoding takes 8 MB a million.",
    low=1,
    high=70,
)
UPLOAD_MOST_MEGABYTES = env.integer(
    "UPLOAD_MOST_MEGABYTES",
    100,
    "The most that one form may send in all its files; editors' videos need it.",
    low=1,
    high=2_000,
)
FILE_UPLOAD_HANDLERS = [
    "config.uploading.BoundedUploadHandler",  # first: it refuses before the others keep
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300
