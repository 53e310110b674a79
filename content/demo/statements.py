"""The demo pages that every public site carries: contact, privacy and accessibility. They stand in the footer."""

from content.demo.writing import DemoPage, questions, steps, summary_list, text
from content.pages.article import ArticlePage
from content.pages.contact import ContactPage

CONTACT = DemoPage(
    slug="contact",
    page_type=ContactPage,
    title="Contact",
    summary="How to reach the Bureau, and what to have at hand.",
    fields={
        "before_you_write": (
            "<ul><li>Waiting for a decision? <b>Your account</b> shows the state of every application at any "
            "hour, and a review takes the same time whether you ask or not.</li>"
            '<li>Many answers are under <a href="page:help/questions">Questions people ask</a>.</li>'
            "<li>Have your EIN or the reference number of your application ready.</li>"
            '<li>The form <a href="page:write-to-us">Write to us</a> needs no account.</li>'
            "<li>Never send a Social Security number by email.</li></ul>"
        ),
        "body": [
            questions(
                "Is this the right office?",
                (
                    "I want to complain about a teacher or a coach.",
                    "<p>Turn to the school district first. It is the employer, and it can act at once.</p>",
                ),
                (
                    "I need a copy of my transcript.",
                    "<p>Only the college that issued it can give you one.</p>",
                ),
                (
                    "I have a question about licensing a child care program.",
                    '<p>The <a href="https://www.ct.gov/oec">Office of Early Childhood</a> answers it.</p>',
                ),
            )
        ],
    },
)

PRIVACY = DemoPage(
    slug="privacy",
    page_type=ArticlePage,
    title="Privacy",
    summary="What this portal keeps about you, who can see it and what the public look-up never shows.",
    fields={
        "body": [
            summary_list(
                "What we keep, and why",
                (
                    "Your account",
                    "Your email address and how you sign in, so that only you can open your record",
                ),
                (
                    "Your record",
                    "Name, birth date, certificates, evidence and who verified it, to decide applications",
                ),
                ("Your applications", "What you answered and signed, exactly as you sent it"),
                (
                    "Changes",
                    "Who of our staff changed what on which day, so that mistakes can be found",
                ),
            ),
            text(
                "<h2>Social Security numbers</h2>"
                "<p>Where one is needed to process a certification, it is stored encrypted and "
                "apart from everything else. It is never shown on a page and never used to sign in.</p>"
                "<h2>What everyone can see</h2>"
                "<p>The public look-up shows an educator's name and, for each certificate, its "
                "type, endorsements, dates and status. It never shows addresses, telephone numbers, email "
                "addresses, birth dates or Social Security numbers.</p>"
                "<h2>Who else can see your record</h2>"
                "<p>The specialists who decide your applications. What they open is noted. Nobody decides on a "
                "file of their own.</p>"
                "<h2>Cookies</h2>"
                "<p>Reading these pages needs none; choosing a language sets one that remembers it. Signing in sets "
                "one that keeps you signed in. Nothing on this site reports to anybody else, and no part of it is "
                "fetched from another company.</p>"
                "<h2>Your rights</h2>"
                '<p>You may see what we keep about you and have mistakes corrected. <a href="page:contact">Write to '
                "us</a> with your EIN.</p>"
            ),
        ]
    },
)

ACCESSIBILITY = DemoPage(
    slug="accessibility",
    page_type=ArticlePage,
    title="Accessibility",
    summary="This portal is meant to work for everyone, whatever they use to read and write.",
    fields={
        "body": [
            text(
                "<p>We build to the Web Content Accessibility Guidelines, version 2.1, levels "
                "A and AA, which federal rules ask of public services. We also follow what version 2.2 added at "
                "these levels.</p>"
                "<h2>What you can count on</h2>"
                "<ul><li>Every page can be used with a keyboard alone.</li>"
                "<li>Text can be enlarged to four times its size, on a narrow screen as well.</li>"
                "<li>Every page works without script, and in the high contrast of your own system.</li>"
                "<li>Videos have captions and a transcript.</li>"
                "<li>Forms say what is wrong in words, beside the field, and keep what you typed.</li></ul>"
                "<h2>What we know does not work yet</h2>"
                "<p>Documents that others send us, such as scanned transcripts, cannot always be read aloud. Ask us, "
                "and we tell you what they say.</p>"
            ),
            steps(
                "Tell us what does not work",
                (
                    "Write to us",
                    (
                        '<p>Use the <a href="page:contact">contact page</a>. Name the page and what you were '
                        "trying to do.</p>"
                    ),
                ),
                (
                    "We answer",
                    "<p>And offer another way to get done what you came for.</p>",
                ),
                ("We mend it", "<p>And tell you when it is done.</p>"),
            ),
        ]
    },
)
