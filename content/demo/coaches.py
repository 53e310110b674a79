"""The demo pages for coaches in public schools."""

from content.demo.writing import (
    DemoPage,
    call_to_action,
    link,
    notice,
    questions,
    summary_list,
    text,
)
from content.pages.article import ArticlePage
from content.pages.course_catalog import CourseCatalogPage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

FIRST_PERMIT = DemoPage(
    slug="first-permit",
    page_type=ArticlePage,
    title="First coaching permit",
    summary="What you complete before you apply for a five-year permit, and what certified educators may skip.",
    fields={
        "body": [
            summary_list(
                "What it takes",
                (
                    "Age and schooling",
                    (
                        "You are 18 or older and have finished high school. Certified educators "
                        "are not asked again."
                    ),
                ),
                (
                    "Coaching course",
                    (
                        "45 clock hours, or three semester hours, on legal and safety questions, "
                        "medical aspects, and the "
                        "principles and psychology of coaching young people. Certified educators "
                        "do not need it."
                    ),
                ),
                ("Concussion training", "Module 15, which takes three hours"),
                ("First aid", "A course completed no more than three years ago"),
                ("CPR", "A current certification"),
                ("Fee", "None"),
            ),
            notice(
                "warning",
                "Online-only courses do not count",
                "<p>First aid and CPR need a part that is practiced in person.</p>",
            ),
            call_to_action(
                "Find the courses",
                "Every course for a first permit, with its hours and where it takes place.",
                link(
                    "Courses for a first permit",
                    address="/coaches/approved-education/?counts=counts_for_first_permit",
                ),
            ),
        ]
    },
)

RENEW_PERMIT = DemoPage(
    slug="renew-permit",
    page_type=ServicePage,
    title="Renew a coaching permit",
    summary="Fifteen hours of training, a concussion refresher, current first aid and CPR. There is no fee.",
    fields={
        "service_key": "coaching_permits.renew",
        "fee": "There is no fee",
        "body": [
            summary_list(
                "What it takes",
                (
                    "Training",
                    (
                        "15 clock hours about healthy coaching and the development of young "
                        "people; the same content counts once"
                    ),
                ),
                (
                    "Concussion refresher",
                    "Once in every five years. Football coaches take their own version.",
                ),
                ("First aid and CPR", "Both current"),
                ("Fee", "None"),
            ),
            text(
                "<p>Each of these has dates of its own. A permit that is still valid does not "
                "show that your CPR is.</p>"
                "<p>A permit that has expired can be renewed later with the same 15 hours. You "
                "never repeat the 45-hour "
                "course.</p>"
            ),
            call_to_action(
                "Still short of hours?",
                "Every course that counts toward a renewal, many of them online.",
                link(
                    "Courses for a renewal",
                    address="/coaches/approved-education/?counts=counts_for_renewal",
                ),
            ),
        ],
    },
)

APPROVED_EDUCATION = DemoPage(
    slug="approved-education",
    page_type=CourseCatalogPage,
    title="Approved education",
    summary="The courses that count toward a first permit, a renewal, the concussion module, CPR or first aid.",
    fields={
        "body": [
            summary_list(
                "How the hours add up",
                (
                    "First permit",
                    (
                        "45 clock hours of coaching education, or three semester hours at an accredited college on the "
                        "same subjects, and the concussion module"
                    ),
                ),
                (
                    "Renewal",
                    (
                        "15 clock hours about the health and development of young athletes, and a "
                        "concussion refresher. "
                        "Clinics on tactics do not count"
                    ),
                ),
                ("First aid and CPR", "With a part that is practiced in person"),
            ),
            questions(
                "Before you pay for a course",
                (
                    "My course is not on the list.",
                    (
                        "<p>It can be accepted after we have read its description. "
                        '<a href="page:contact">Ask us</a> before you sign up.</p>'
                    ),
                ),
                (
                    "I took the same course before the last renewal.",
                    "<p>The same content counts once. Choose another one this time.</p>",
                ),
            ),
        ]
    },
)

COACHES = DemoPage(
    slug="coaches",
    page_type=HubPage,
    title="Coaches",
    summary="Anyone who coaches a public school team in Connecticut holds a permit, volunteers included.",
    is_in_menu=True,
    fields={
        "illustration": "scene_coach",
        "illustration_alt": "A coach with a clipboard on the sideline, two players on the field.",
        "children_heading": "Choose what fits",
        "body": [
            questions(
                "Do I need a permit?",
                (
                    "I am a volunteer.",
                    (
                        "<p>Yes, you need one. So do coaches of cheer and dance, and of teams that "
                        "play within one school.</p>"
                    ),
                ),
                (
                    "I only help out.",
                    (
                        "<p>Helpers who work under the direct and continual supervision of a "
                        "permit holder do not need one.</p>"
                    ),
                ),
                (
                    "The season starts before I can finish.",
                    (
                        "<p>The district can request a temporary emergency permit for one year. It "
                        "is good in that district only "
                        "and can be renewed once.</p>"
                    ),
                ),
                (
                    "How long does it take?",
                    "<p>Four to six weeks as a rule, longer from April to October.</p>",
                ),
            ),
        ],
    },
    children=(RENEW_PERMIT, FIRST_PERMIT, APPROVED_EDUCATION),
)
