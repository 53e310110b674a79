"""The reader's choice of a language, kept in a cookie of this browser. What is translated is not decided here."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

# Without a token: it would put a cookie on every public page, which then no cache could keep. All that a
# foreign form could do with it is to change the language of the pages in the browser that sends it.
urlpatterns = [path("setlang/", csrf_exempt(set_language), name="set_language")]
