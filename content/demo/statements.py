"""The demo pages that every public site carries: contact, privacy and accessibility. They stand in the footer."""

from content.demo.writing import DemoPage, notice, summary_list, text
from content.pages.article import ArticlePage

CONTACT = DemoPage(
    slug="contact",
    page_type=ArticlePage,
    title="Contact",
    summary="How to reach the Bureau, and what to have at hand.",
    fields={
        "body": [
            summary_list(
                "The Bureau",
                (
                    "Mail",
                    (
                        "Bureau of Educator Standards and Certification<br/>P.O. Box "
                        "150471<br/>Hartford, CT 06115-0471"
                    ),
                ),
                ("Telephone hours", "Mondays and Thursdays, noon to 2 p.m."),
                ("Have ready", "Your EIN or the reference number of your application"),
            ),
            notice(
                "info",
                "Waiting for a decision?",
                "<p>Your account shows the state of every application at any hour.</p>",
            ),
        ]
    },
)

PRIVACY = DemoPage(
    slug="privacy",
    page_type=ArticlePage,
    title="Privacy",
    summary="What this portal keeps about you, who can see it and what the public look-up never shows.",
    fields={
        "body": [
            text(
                "<h2>What we keep</h2>"
                "<p>What you enter in your account and your applications, the certificates "
                "that were issued to you, and a "
                "record of who changed what.</p>"
                "<h2>Social Security numbers</h2>"
                "<p>Where one is needed to process a certification, it is stored encrypted and "
                "apart from everything else. "
                "It is never shown on a page and never used to sign in.</p>"
                "<h2>What everyone can see</h2>"
                "<p>The public look-up shows an educator's name and, for each certificate, its "
                "type, endorsements, dates and "
                "status. It never shows addresses, telephone numbers, email addresses, birth "
                "dates or Social Security "
                "numbers.</p>"
                "<h2>Cookies</h2>"
                "<p>Reading these pages needs none. Signing in sets one that keeps you signed in. Nothing on this site "
                "reports to anybody else.</p>"
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
                "A and AA. Every page can be "
                "used with a keyboard alone, at four times its size, on a narrow screen and "
                "without script.</p>"
                "<h2>Tell us what does not work</h2>"
                '<p>Write to us at the address on the <a href="page:contact">contact page</a>. '
                "Name the page and what you "
                "were trying to do.</p>"
            ),
        ]
    },
)
