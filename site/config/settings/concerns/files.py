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
PAPER_FONTS = env.names(
    "PAPER_FONTS",
    "",
    "Folders with fonts for letters that the ones for PDFs lack: Chinese, Japanese, Korean, Thai, emoji.",
)
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
PRIVATE_S3_BUCKET = env.text(
    "PRIVATE_S3_BUCKET",
    "",
    "Bucket of an S3-compatible store that keeps applicants' documents; empty keeps them in PRIVATE_ROOT.",
)
PRIVATE_S3_ENDPOINT_URL = env.base_url(
    "PRIVATE_S3_ENDPOINT_URL", "", "Address of the S3-compatible store; empty means Amazon's."
)
PRIVATE_S3_REGION = env.text("PRIVATE_S3_REGION", "", "Region of the bucket.")
PRIVATE_S3_ACCESS_KEY_ID = env.text(
    "PRIVATE_S3_ACCESS_KEY_ID", "", "Key of the bucket; empty takes what the machine's role gives."
)
PRIVATE_S3_SECRET_ACCESS_KEY = env.text("PRIVATE_S3_SECRET_ACCESS_KEY", "", "Secret of that key.")
PRIVATE_S3_ENCRYPTION = env.choice(
    "PRIVATE_S3_ENCRYPTION",
    "",
    "Encryption that the store is asked for with each file; empty leaves it to the bucket's own rule.",
    options=("", "AES256", "aws:kms"),
)
PRIVATE_S3_ACL = env.choice(
    "PRIVATE_S3_ACL",
    "private",
    "Access list written with each file; empty for buckets whose access lists are switched off.",
    options=("", "private"),
)


def _private_store() -> dict[str, Any]:
    """Return the store of applicants' files: a folder of this machine, or a bucket where one is named."""
    if not PRIVATE_S3_BUCKET:
        options = {"location": PRIVATE_ROOT}
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {
            "BACKEND": "portal.records.documents.folder_store.PrivateFolder",
            "OPTIONS": options | modes,
        }
    encryption = {"ServerSideEncryption": PRIVATE_S3_ENCRYPTION} if PRIVATE_S3_ENCRYPTION else {}
    return {
        "BACKEND": "portal.records.documents.object_store.PrivateObjectStore",
        "OPTIONS": {
            "bucket_name": PRIVATE_S3_BUCKET,
            "endpoint_url": PRIVATE_S3_ENDPOINT_URL or None,
            "region_name": PRIVATE_S3_REGION or None,
            "access_key": PRIVATE_S3_ACCESS_KEY_ID or None,
            "secret_key": PRIVATE_S3_SECRET_ACCESS_KEY or None,
            "default_acl": PRIVATE_S3_ACL or None,
            "object_parameters": encryption,
            "addressing_style": "path" if PRIVATE_S3_ENDPOINT_URL else None,
            "file_overwrite": False,
            "querystring_auth": False,
            "max_memory_size": 1024 * 1024,
        },
    }


STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": _private_store(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300
