"""The switch of the language: leads to the same place in another language, and keeps the choice in a cookie.

The cookie decides only where an address names no language. What is translated is not decided here.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from config.languages import is_own_address, translate_address


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead on to where `next` is read in `language`; the home page stands in for an address of another site.

    Without a token: it would put a cookie on every public page, which then no cache could keep. All that a foreign
    form could do with it is to change the language of the pages in the browser that sends it.
    """
    asked, place = request.POST.get("language", ""), request.POST.get("next", "")
    known = asked in dict(settings.LANGUAGES)
    with translation.override(asked if known else settings.LANGUAGE_CODE):
        home = reverse("wagtail_serve", args=[""])
    if not is_own_address(place, request):
        place = home
    if not known:
        return HttpResponseRedirect(place)
    response = HttpResponseRedirect(translate_address(place, asked, request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        asked,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


urlpatterns = [path("setlang/", choose_language, name="set_language")]
