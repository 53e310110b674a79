"""The addresses of the search."""

from django.urls import path

from content.search.views import search, suggest

app_name = "search"
urlpatterns = [
    path("", search, name="results"),
    path("suggestions/", suggest, name="suggestions"),
]
