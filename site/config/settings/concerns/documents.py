"""How large files from people may be, what stops those that are larger, and how many one account may hold."""

from config.environment import env

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
DOCUMENT_QUOTA_FILES = env.integer(
    "DOCUMENT_QUOTA_FILES",
    200,
    "How many documents one person may keep on the account.",
    low=1,
    high=10_000,
)
DOCUMENT_QUOTA_MEGABYTES = env.integer(
    "DOCUMENT_QUOTA_MEGABYTES",
    300,
    "How many megabytes all documents of one person may take.",
    low=25,
    high=100_000,
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
    "config.uploading.TidyUploadHandler",
]
