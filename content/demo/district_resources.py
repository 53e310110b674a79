"""The demo pages for school districts."""

from content.demo.writing import (
    DemoPage,
    call_to_action,
    contact_point,
    link,
    notice,
    questions,
    steps,
    summary_list,
    terms,
    text,
)
from content.pages.article import ArticlePage
from content.pages.hub import HubPage
from content.pages.library import ResourceLibraryPage

LIBRARY = DemoPage(
    slug="library",
    page_type=ResourceLibraryPage,
    title="Resource library",
    summary="Guides, forms, checklists and notices for districts, each with its older versions.",
    fields={
        "body": [
            contact_point("contact districts"),
        ]
    },
)

REQUESTS = DemoPage(
    slug="permits-districts-request",
    page_type=ArticlePage,
    title="Permits that only a district can request",
    summary="Which form goes with which permit, and what has to happen before the first day.",
    fields={
        "body": [
            summary_list(
                "Requests that only a district can file",
                (
                    "Shortage area permit",
                    "Form ED 177, before the first day; evidence of enrollment on its attachment",
                ),
                (
                    "Temporary 90-day certificate",
                    "Form ED 172, after an alternate route program; form ED 172A to advance",
                ),
                ("Resident educator", "Form ED 199, filed with the program"),
                ("Substitute without a degree", "Form ED 174, one district, anew each year"),
                (
                    "Long-term substitute",
                    "Form ED 175, for more than 40 days in the same assignment",
                ),
                (
                    "Temporary emergency coaching permit",
                    "Form ED 186, for one year in one district",
                ),
            ),
            terms("Words on this page", "term dsap", "term endorsement", "term school-month"),
            call_to_action(
                "Forms and checklists",
                "The library has all of them, with what changed since last year.",
                link("Open the resource library", page="district-resources/library"),
            ),
        ]
    },
)

STAFFING = DemoPage(
    slug="flexible-staffing",
    page_type=ArticlePage,
    title="Flexible staffing",
    summary="A position is open, and nobody with the right certificate is there. What you may do, and for how long.",
    fields={
        "body": [
            steps(
                "Ask in this order",
                (
                    "Is there an educator with the right certificate?",
                    '<p>The <a href="page:look-up">look-up</a> shows endorsements and dates as of today.</p>',
                ),
                (
                    "Can one of your teachers add the endorsement?",
                    (
                        "<p>For most subjects a passed test is enough. Not so for bilingual education, "
                        "elementary, special "
                        "education, remedial reading, library media and TESOL.</p>"
                    ),
                ),
                (
                    "Is it a shortage subject?",
                    (
                        "<p>Then a shortage area permit fits: bachelor's degree, twelve semester hours in the subject, "
                        "enrolled in a program, filed before the first day.</p>"
                    ),
                ),
                (
                    "Is it a matter of weeks?",
                    (
                        "<p>A substitute with a bachelor's degree may work up to 40 days in one assignment without our "
                        "authorization. For longer, request one.</p>"
                    ),
                ),
            ),
            summary_list(
                "How long each lasts",
                ("Shortage area permit", "One year; again after nine more semester hours"),
                (
                    "Temporary 90-day certificate",
                    "90 school days; file to advance it two weeks before the end",
                ),
                ("Substitute without a degree", "Until June 30, in one district"),
                ("Substitute with a degree", "40 days in one assignment without a request"),
            ),
            notice(
                "info",
                "Wider endorsements since 2024",
                "<p>Secondary endorsements for grades 7 to 12 also cover grades 4 to 6 where subjects are taught by "
                "departments. Elementary endorsements begin at pre-kindergarten.</p>",
            ),
        ]
    },
)

CHECKS = DemoPage(
    slug="background-checks",
    page_type=ArticlePage,
    title="Background checks",
    summary="Which checks are due before and after a first day, and what may be shared.",
    fields={
        "body": [
            summary_list(
                "What is due when",
                ("Before hiring", "The child abuse registry, and what former employers say"),
                ("Within 30 days of the first day", "A state and national criminal history check"),
            ),
            questions(
                "Before you ask",
                (
                    "May districts share results?",
                    "<p>Only if the fingerprints were taken at a regional educational service center.</p>",
                ),
                (
                    "Does the certificate replace the check?",
                    "<p>No. A certificate says nothing about a check that is due from the employer.</p>",
                ),
            ),
        ]
    },
)

NOTICES = DemoPage(
    slug="emergency-notices",
    page_type=ArticlePage,
    title="Emergency notices",
    summary="What applies now, and the notices of spring 2020 for those who need to prove what applied then.",
    fields={
        "body": [
            notice(
                "success",
                "No emergency notice is in force",
                "<p>School years and deadlines run as usual.</p>",
            ),
            text(
                "<h2>Spring 2020: schools closed</h2>"
                "<p><b>No longer in force.</b> By order of the Governor, classes in school buildings were canceled for "
                "the rest of the school year 2019-20.</p>"
                "<h2>Spring 2020: emergency meals</h2>"
                "<p><b>No longer in force.</b> There were two kinds of program, and the difference was whom a "
                "site could serve:</p>"
                "<ul><li><b>A district's own program</b> served children who attended its schools, and everybody of "
                "18 years or younger in the same household.</li>"
                "<li><b>A community program</b> served every child of 18 years or younger at any of its sites, "
                "whether or not the child lived in that town or went to school there.</li></ul>"
                "<p>The lists of towns were extended week by week.</p>"
            ),
            call_to_action(
                "Older versions",
                "The library keeps each notice with the day on which it was issued.",
                link(
                    "Emergency notices in the library",
                    address="/district-resources/library/?topic=emergency",
                ),
            ),
        ]
    },
)

DISTRICT_RESOURCES = DemoPage(
    slug="district-resources",
    page_type=HubPage,
    title="District resources",
    summary="Permits and authorizations that a district requests for its staff, and what to check before a first day.",
    is_in_menu=True,
    fields={
        "illustration": "scene_school",
        "illustration_alt": "Pupils walk toward a school building.",
        "children_heading": "Guidance and forms",
        "body": [
            notice(
                "warning",
                "Deadlines that come around each year",
                "<p>Authorizations of daily substitutes without a degree end on June 30.</p>",
            ),
            call_to_action(
                "Check before you hire",
                "The look-up shows the dates and status of every certificate as of today.",
                link("Look up a certificate", page="look-up"),
            ),
        ],
    },
    children=(LIBRARY, REQUESTS, STAFFING, CHECKS, NOTICES),
)
