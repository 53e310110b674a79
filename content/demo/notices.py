"""The demo's notice for one section, in both languages. Notices of the whole site are left to whoever tries them."""

from uuid import uuid5

from wagtail.models import Locale, Page

from content.demo.loading import NAMESPACE
from content.notices.models import Level, Notice, NoticeSection

KEY = uuid5(NAMESPACE, "notice coaching season")
SECTION = "coaches"
WORDS = {
    "en": (
        "Coaching permits take longer from April to October",
        "<p>Most are decided in four to six weeks. In the busy season, apply before practice begins.</p>",
    ),
    "es": (
        "Los permisos de entrenador tardan más de abril a octubre",
        (
            "<p>La mayoría se decide en cuatro a seis semanas. En la temporada alta, preséntela antes de que "
            "empiecen los entrenamientos.</p>"
        ),
    ),
}


def load_demo_notices(*, overwrite: bool = False) -> int:
    """Publish the notice in each language that lacks it, or in all with `overwrite`; return how many."""
    section = Page.objects.get(
        translation_key=uuid5(NAMESPACE, SECTION), locale=Locale.get_default()
    )
    written = 0
    for locale in Locale.objects.filter(language_code__in=WORDS):
        kept = Notice.objects.filter(translation_key=KEY, locale=locale).first()
        if kept is not None and not overwrite:
            continue
        notice = kept or Notice(translation_key=KEY, locale=locale, level=Level.INFORMATION)
        notice.title, notice.text = WORDS[locale.language_code]
        notice.sections.set([NoticeSection(page=section)])
        notice.save()
        notice.save_revision().publish()
        written += 1
    return written
