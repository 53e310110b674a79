"""The demo pages for people who work with young children."""

from content.demo.writing import (
    DemoPage,
    contact_point,
    notice,
    questions,
    steps,
    summary_list,
    terms,
    text,
)
from content.pages.article import ArticlePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

JOIN_REGISTRY = DemoPage(
    slug="join-registry",
    page_type=ServicePage,
    title="Join the Early Childhood Professional Registry",
    summary="Have your employment, education and training verified and kept in one place. Membership is free.",
    fields={
        "service_key": "early_childhood_registry.join",
        "fee": "There is no fee",
        "body": [
            steps(
                "What happens",
                (
                    "List what you have done",
                    (
                        "<p>Positions, degrees and courses, each in a row of its own. You may "
                        "leave out what does not apply.</p>"
                    ),
                ),
                (
                    "Each item is looked at",
                    (
                        "<p>A verifier accepts or rejects every item on its own. A rejected one "
                        "does not hold back the others, and you read the reason.</p>"
                    ),
                ),
                (
                    "You get your registry ID",
                    "<p>It stays yours for life. Your account shows it, with every item and its state.</p>",
                ),
            ),
            summary_list(
                "What is not accepted",
                ("Résumés", "Send what your employer or college can confirm"),
                ("Certificates without credit or hours", "They cannot be counted"),
                ("Expired credentials", "Renew them first"),
            ),
        ],
    },
)

ABOUT_REGISTRY = DemoPage(
    slug="about-the-registry",
    page_type=ArticlePage,
    title="What the registry is and who it is for",
    summary=(
        "A secure record, kept by the state, of what early childhood professionals have "
        "learned and where they work."
    ),
    fields={
        "body": [
            summary_list(
                "What it records",
                ("Education", "Courses with credit, and degrees, verified from transcripts"),
                ("Career ladder", "The level that your verified education reaches"),
                ("Work", "Your occupation, your role, the program and the room you work in"),
                ("Funding", "Which public sources pay for the program"),
                ("Scholarships", "What you have asked for and received"),
            ),
            text(
                "<h2>Who may join</h2>"
                "<ul><li>Teaching staff, administrators and other staff of early care and education programs in "
                "Connecticut: at boards of education, in community programs and in family child care.</li>"
                "<li>Those who support them: trainers, consultants, mentors and coaches.</li></ul>"
            ),
            summary_list(
                "What you apply for through the registry",
                (
                    "Scholarships",
                    "From the Office of Early Childhood; paid to the college, not to you",
                ),
                ("Head Teacher", "The approval that licensing asks of a center"),
                (
                    "Early Childhood Teacher Credential (ECTC)",
                    "Shown where you hold one. The route by individual review closed at the end of 2024",
                ),
                ("Technical assistance provider", "So that programs can find you"),
            ),
            terms(
                "Words on this page", "term career-ladder", "term ta-provider", "term registry-id"
            ),
            contact_point("contact registry"),
        ]
    },
)

BENEFITS = DemoPage(
    slug="benefits",
    page_type=ArticlePage,
    title="What the registry does for each",
    summary="For members, for those who run a program, and for those who plan for the state.",
    fields={
        "body": [
            text(
                "<h2>For members</h2>"
                "<ul><li>What you have achieved is recognized: verified records have decided "
                "about incentives, bonuses and "
                "scholarships, and about studies of pay.</li>"
                "<li>Your papers and accomplishments are in one place, yours to use when something asks for "
                "them.</li>"
                "<li>You see what is missing for the next step.</li></ul>"
                "<h2>For program administrators</h2>"
                "<ul><li>One report instead of many: the qualifications that the state asks for, in one form.</li>"
                "<li>Who on the staff has which qualification, as of this minute.</li>"
                "<li>Scholarships that your staff asked for, now and in earlier years.</li>"
                "<li>Tools to plan the development of each member of the staff.</li></ul>"
                "<h2>For the state</h2>"
                "<ul><li>Numbers about the workforce, for laws and budgets.</li>"
                "<li>Progress toward state and federal goals, measured and not guessed.</li></ul>"
            ),
            steps(
                "The report for NAEYC accreditation",
                (
                    "Confirm your staff",
                    "<p>Say of everyone who names your program whether they work there.</p>",
                ),
                (
                    "Describe your rooms",
                    (
                        "<p>Ages, days, hours and enrolled children. Delete rooms you no longer use: they would count "
                        "as short of staff.</p>"
                    ),
                ),
                ("Assign staff", "<p>With role and hours.</p>"),
                (
                    "Print and send",
                    (
                        "<p>By agreement with the National Association for the Education of Young Children, one short "
                        "report stands for the transcripts of all your staff, for candidacy and for renewal.</p>"
                    ),
                ),
            ),
        ]
    },
)

EARLY_CHILDHOOD = DemoPage(
    slug="early-childhood",
    page_type=HubPage,
    title="Early childhood",
    summary="The registry records the verified education, training and work of those who care for young children.",
    fields={
        "illustration": "blocks",
        "children_heading": "Your registry",
        "body": [
            notice(
                "info",
                "Other programs for young children",
                '<p>Licensing of programs, care subsidies and everything else is with the <a href="https://www.ct.gov/oec">'
                "Office of Early Childhood</a>.</p>",
            ),
            questions(
                "Why join?",
                (
                    "What do I have of it?",
                    (
                        "<p>Verified items count when you apply for a credential, a scholarship or "
                        "a payment, and you show them once instead of every time.</p>"
                    ),
                ),
                (
                    "What does my program have of it?",
                    "<p>It can see which qualifications its staff have, and report them.</p>",
                ),
            ),
        ],
    },
    children=(JOIN_REGISTRY, ABOUT_REGISTRY, BENEFITS),
)
