"""The catalog of courses and the resource library: what they show, how they are filtered, what editors keep there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale

from content.pages.course_catalog import PER_PAGE, CourseCatalogPage
from content.pages.glossary import GlossaryPage
from content.pages.library import ResourceLibraryPage
from content.snippets.courses import ApprovedCourse, Format, Subject
from content.snippets.resources import Audience, Kind, ResourceVersion, Topic
from portal.users.models import User
from tests.factories.pages import make_article, make_page
from tests.factories.rows import (
    make_course,
    make_document,
    make_passage,
    make_resource,
    make_term,
    make_version,
)
from tests.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalog() -> CourseCatalogPage:
    """Return the published catalog at /courses/."""
    return make_page(CourseCatalogPage, slug="courses", title="Courses")


@pytest.fixture
def library() -> ResourceLibraryPage:
    """Return the published library at /library/."""
    return make_page(ResourceLibraryPage, slug="library", title="Library")


def read(visitor: Client, address: str) -> str:
    """Return a page whose markup is in order."""
    response = visitor.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert Markup(html).faults == []
    return html


def shown(html: str, *titles: str) -> list[str]:
    """Return which of the titles a list shows."""
    return [title for title in titles if f">{title}<" in html]


@pytest.mark.usefixtures("catalog")
def test_course_is_shown_on_the_days_of_its_approval_only(visitor: Client) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    make_course(title="First day", valid_from=today)
    make_course(title="Last day", valid_to=today)
    make_course(title="Tomorrow", valid_from=today + day)
    make_course(title="Yesterday", valid_to=today - day)
    make_course(title="Draft", live=False)

    html = read(visitor, "/courses/")

    names = ("First day", "Last day", "Tomorrow", "Yesterday", "Draft")
    assert shown(html, *names) == ["First day", "Last day"]


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=harbor%20HEAT", ["Heat"]),
        ("q=valley", ["Revival"]),
        ("counts=counts_as_cpr", ["Revival"]),
        ("subject=medical&format=online", ["Heat"]),
        ("format=in_person", ["Revival"]),
        ("format=blended", []),
        ("format=nonsense", ["Revival", "Heat"]),
        ("q=%00", ["Revival", "Heat"]),
        ("page=99", ["Revival", "Heat"]),
    ],
)
def test_courses_are_narrowed_by_what_was_chosen(
    visitor: Client, query: str, found: list[str]
) -> None:
    make_course(title="Heat")
    make_course(
        title="Revival",
        provider="Valley Center",
        subject=Subject.EMERGENCY,
        format=Format.IN_PERSON,
        counts_for_renewal=False,
        counts_as_cpr=True,
    )

    assert shown(read(visitor, f"/courses/?{query}"), "Revival", "Heat") == found


@pytest.mark.usefixtures("catalog")
def test_number_of_results_is_in_the_title_and_the_place_the_form_leads_to(visitor: Client) -> None:
    make_course(title="Heat")

    html = read(visitor, "/courses/?q=heat")

    assert "1 course found – Courses" in " ".join(html.split())
    assert '<h2 id="results" tabindex="-1">1 course</h2>' in html
    assert 'action="/courses/#results" method="get"' in html


@pytest.mark.usefixtures("catalog")
def test_answer_without_courses_leads_on(visitor: Client) -> None:
    make_course(title="Heat")

    html = read(visitor, "/courses/?q=zebra")

    assert "No approved course matches all of this." in html
    assert '<a href="/courses/">Show all approved courses</a>' in html


@pytest.mark.usefixtures("catalog")
@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("q=concusion", "?q=concussion#results"),
        ("q=harbr+CONCUSION", "?q=harbor+concussion#results"),
        ("q=concusion&format=online", "?q=concussion&amp;format=online#results"),
        ("q=concusion&format=in_person", ""),
        ("q=zzzzzz", ""),
        ("q=%00", ""),
        ("format=in_person", ""),
    ],
)
def test_answer_without_courses_proposes_the_words_that_were_meant(
    visitor: Client, query: str, meant: str
) -> None:
    make_course(title="Concussion")

    html = read(visitor, f"/courses/?{query}")

    assert ("Did you mean" in html) is bool(meant)
    assert f'href="{meant}"' in html or not meant


@pytest.mark.usefixtures("catalog")
def test_words_that_were_meant_are_those_of_the_courses_shown(visitor: Client) -> None:
    make_course(title="Concussion", live=False)
    make_course(title="Heat")

    assert "Did you mean" not in read(visitor, "/courses/?q=concusion")


@pytest.mark.usefixtures("catalog")
def test_pages_of_an_answer_keep_what_was_chosen(visitor: Client) -> None:
    for number in range(PER_PAGE + 1):
        make_course(title=f"Course {number:02}")

    html = read(visitor, "/courses/?q=course&format=online")

    assert 'href="?q=course&amp;format=online&amp;page=2"' in html
    assert shown(read(visitor, "/courses/?q=course&page=2"), "Course 20") == ["Course 20"]


@pytest.mark.parametrize(
    "facts",
    [
        {"valid_from": date(2026, 7, 2), "valid_to": date(2026, 7, 1)},
        {"counts_for_renewal": False},
        {"counts_as_cpr": True, "format": Format.ONLINE},
    ],
)
def test_course_without_sense_is_refused(facts: dict[str, object]) -> None:
    course = make_course()
    for name, value in facts.items():
        setattr(course, name, value)

    with pytest.raises(ValidationError):
        course.clean()


@pytest.mark.parametrize(
    "facts", [{"valid_to": date(2019, 12, 31)}, {"clock_hours": 0}], ids=["dates", "hours"]
)
def test_database_refuses_a_course_without_sense(facts: dict[str, object]) -> None:
    course = make_course()

    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovedCourse.objects.filter(pk=course.pk).update(**facts)


@pytest.mark.usefixtures("library")
def test_resource_leads_to_its_newest_version_and_marks_the_others(visitor: Client) -> None:
    old = make_version("2025-26", date(2025, 7, 1))
    new = make_version("2026-27", date(2026, 7, 1), page=make_article(title="Guide", slug="guide"))
    make_resource(old, new, title="Staffing")

    html = read(visitor, "/library/")

    assert '<a href="/guide/">Staffing</a>' in html
    assert html.index("Outdated") < html.index(f'href="{old.document.url}"')
    assert "What changed in 2026-27." in html


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=permit", ["Permit form"]),
        ("q=who", ["Meals"]),
        ("topic=emergency", ["Meals"]),
        ("kind=form&audience=charters", ["Permit form"]),
        ("kind=form&topic=emergency", []),
    ],
)
def test_resources_are_narrowed_by_what_was_chosen(
    visitor: Client, query: str, found: list[str]
) -> None:
    make_resource(title="Permit form", audience=Audience.CHARTERS)
    make_resource(title="Meals", summary="Who is served.", topic=Topic.EMERGENCY, kind=Kind.NOTICE)

    html = read(visitor, f"/library/?{query}")

    assert [title for title in ("Permit form", "Meals") if f"{title} <span" in html] == found
    assert ("Nothing in the library matches all of this." in html) == (not found)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("word", ["form", "Forms", "formulario", "charter", "chárter", "permits"])
def test_resources_are_found_by_the_words_of_their_kind_subject_and_audience(
    visitor: Client, word: str
) -> None:
    make_resource(title="ED 177", audience=Audience.CHARTERS)
    make_resource(title="Meals", topic=Topic.EMERGENCY, kind=Kind.NOTICE, summary="Who is served.")

    html = read(visitor, f"/library/?q={word}")

    assert [title for title in ("ED 177", "Meals") if f"{title} <span" in html] == ["ED 177"]


@pytest.mark.usefixtures("library")
def test_library_proposes_the_word_that_was_meant(visitor: Client) -> None:
    make_resource(title="Permit form")

    assert 'href="?q=permit#results">permit</a>?' in read(visitor, "/library/?q=permt")


@pytest.mark.usefixtures("library")
def test_library_leads_to_no_file_that_visitors_may_not_open(visitor: Client) -> None:
    version = make_version("1.0", date(2026, 7, 1))
    make_resource(version, title="ED 177")
    closed = Collection.get_first_root_node().add_child(name="Closed")
    Document.objects.filter(pk=version.document_id).update(collection=closed)
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )

    assert "ED 177" in read(visitor, "/library/")
    assert "/documents/" not in read(visitor, "/library/")
    restriction.delete()
    assert "/documents/" in read(visitor, "/library/")


def test_version_is_a_file_or_a_page_and_never_both() -> None:
    resource, page = make_resource(), make_article(title="Guide")
    both = ResourceVersion(resource=resource, label="2", issued_on=date(2026, 7, 2), changes=".")
    both.document, both.page = make_document("x.txt"), page

    with pytest.raises(ValidationError):
        both.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        both.save()


@pytest.mark.usefixtures("library")
def test_library_of_ten_asks_the_database_as_often_as_of_two(visitor: Client) -> None:
    counts = []
    for _ in range(2):
        for _number in range(2 + 6 * len(counts)):
            make_resource()
        visitor.get("/library/")
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/library/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_row_nobody_translated_is_shown_in_its_own_language(visitor: Client) -> None:
    page = make_page(GlossaryPage, slug="words")
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    translated = make_term(term="Certificate")
    make_term(term="Permit")
    make_term(term="Certificado", locale=spanish, translation_key=translated.translation_key)
    page.locale = spanish
    page.save()

    html = read(visitor, "/words/")

    assert shown(html, "Certificado", "Certificate", "Permit") == ["Certificado", "Permit"]
    assert '<div class="content-term" lang="en">' in html


def test_editor_keeps_rows_and_sees_where_a_passage_is_used(editor: User, visitor: Client) -> None:
    passage = make_passage("<p>Address</p>")
    make_article(slug="one", body=[("reusable", passage)])
    visitor.force_login(editor)

    listed = visitor.get(reverse("wagtailsnippets_content_reusablecontent:list"))
    used = visitor.get(reverse("wagtailsnippets_content_reusablecontent:usage", args=[passage.pk]))
    adding = visitor.get(reverse("wagtailsnippets_content_approvedcourse:add"))

    assert (listed.status_code, used.status_code, adding.status_code) == (200, 200, 200)
    assert "Used 1 time" in " ".join(listed.content.decode().split())
    assert "A page of type ArticlePage" in used.content.decode()


def test_rows_are_closed_to_those_who_edit_no_pages(specialist: User, visitor: Client) -> None:
    visitor.force_login(specialist)

    answer = visitor.get(reverse("wagtailsnippets_content_approvedcourse:list"))

    assert answer.status_code == 302


def test_content_api_tells_other_front_ends_the_rows(
    visitor: Client, catalog: CourseCatalogPage, library: ResourceLibraryPage
) -> None:
    make_course(title="Heat")
    make_resource(title="Staffing")

    courses = visitor.get(f"/api/v3/pages/{catalog.pk}/").json()["courses"]
    resources = visitor.get(f"/api/v3/pages/{library.pk}/").json()["resources"]

    assert [(each["title"], each["counts_for_renewal"]) for each in courses] == [("Heat", True)]
    assert [(each["title"], each["version"]) for each in resources] == [("Staffing", "1.0")]
