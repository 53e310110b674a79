"""The addresses of notices."""

from django.urls import path
from django.views.decorators.http import require_safe

from content.notices.feed import NoticesFeed
from content.notices.views import dismiss, show_notices

app_name = "notices"
urlpatterns = [
    path("", show_notices, name="list"),
    path("feed/", require_safe(NoticesFeed()), name="feed"),
    path("dismiss/", dismiss, name="dismiss"),
]
