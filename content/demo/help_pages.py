"""The demo pages that help with accounts, the online system, fees, payment and mail."""

from content.demo.questions import QUESTIONS
from content.demo.tutorials import TUTORIALS
from content.demo.writing import (
    DemoPage,
    call_to_action,
    contact_point,
    link,
    notice,
    questions,
    reusable,
    steps,
    summary_list,
    text,
)
from content.pages.article import ArticlePage
from content.pages.glossary import GlossaryPage
from content.pages.hub import HubPage

SET_UP_ACCOUNT = DemoPage(
    slug="set-up-an-account",
    page_type=ArticlePage,
    title="Set up an account",
    summary="What you do the first time, what to do when a message does not arrive, and how to come back.",
    fields={
        "body": [
            notice(
                "warning",
                "One person, one email address",
                "<p>An address belongs to one educator only. If you share one at home, one of "
                "you needs another, for example the address you have at school.</p>",
            ),
            steps(
                "The first time",
                (
                    "Open the page for new accounts",
                    (
                        '<p>Choose <a href="/account/signup/">Create an account</a> at the foot of any page, or '
                        "<i>Your account</i> at its top and then <i>Create an account</i>.</p>"
                    ),
                ),
                (
                    "Enter your email address and choose a password",
                    "<p>Use an address that only you read, and a password that you use nowhere else.</p>",
                ),
                (
                    "Confirm your address",
                    (
                        "<p>We send one message with a link. Open it and confirm. If the message is not there "
                        "after a few minutes, look in your <b>spam folder</b>.</p>"
                    ),
                ),
                (
                    "Sign in",
                    (
                        "<p>With the address and the password you chose. There is no temporary password to copy and "
                        "paste, and no user name to keep.</p>"
                    ),
                ),
                (
                    "Say who you are",
                    (
                        "<p>Your legal name and your birth date open your record, and your educator identification "
                        "number (EIN) appears. If you already hold a certificate or a permit, do not open a second "
                        "record: write to us, and we link yours to the account.</p>"
                    ),
                ),
                (
                    "Choose what you came for",
                    (
                        "<p>Your account lists your certificates and permits. <b>Renew</b> stands beside each one that "
                        "can be renewed today.</p>"
                    ),
                ),
            ),
            steps(
                "Every other time",
                ("Sign in", '<p>On the page <a href="/account/login/">Sign in</a>.</p>'),
                (
                    "Look at your account",
                    (
                        "<p>Applications you began wait under <b>Not sent yet</b>. Those you sent show who is to act "
                        "next, and whether anything is to be paid.</p>"
                    ),
                ),
            ),
            questions(
                "If something goes wrong",
                (
                    "The message has not come.",
                    (
                        "<p>Look in the folder for junk mail first. Then ask for a new message on "
                        "the sign-in page.</p>"
                    ),
                ),
                (
                    "I forgot my password.",
                    (
                        "<p>Choose <i>Forgot your password?</i> where you sign in. We never send "
                        "passwords by email.</p>"
                    ),
                ),
                (
                    "Somebody else has used my address.",
                    (
                        "<p>Then it cannot open a second account. Use another address, or write to us if nobody but "
                        "you can have used it.</p>"
                    ),
                ),
                (
                    "What is an EIN?",
                    (
                        "<p>Your educator identification number. It stays the same for all your "
                        "certificates. Quote it, or the reference number of your application, whenever "
                        "you write to us.</p>"
                    ),
                ),
                (
                    "The page does not work in my browser.",
                    (
                        "<p>Any current browser will do, on a phone as on a desktop. If something "
                        "looks wrong, update it or try another one.</p>"
                    ),
                ),
            ),
            contact_point("contact accounts"),
        ]
    },
)

ONLINE_SYSTEM = DemoPage(
    slug="online-system",
    page_type=ArticlePage,
    title="What you can do online",
    summary="What an account is for, what needs none, and what still goes by mail.",
    fields={
        "body": [
            call_to_action(
                "Your account",
                "Certificates, applications and messages in one place.",
                link("Sign in", address="/account/"),
            ),
            summary_list(
                "Once you are signed in",
                (
                    "Apply, renew, update",
                    "Start from the page of a service; your answers are kept as you go",
                ),
                ("Follow an application", "Your account says where it is and who is to act next"),
                (
                    "Change your details",
                    "Address, telephone and email in your account; a new legal name with an application",
                ),
                (
                    "See your certificates",
                    "With their endorsements and dates, as the public look-up shows them",
                ),
                (
                    "Order a duplicate",
                    (
                        "$50 for a new copy of a certificate; "
                        '<a href="page:certified-educators/duplicate-certificate">request it online</a>'
                    ),
                ),
                (
                    "Check your test results",
                    "Results from Connecticut test centers reach us by themselves",
                ),
                (
                    "Ask for a test waiver",
                    "Form ED 192 excuses from the test of academic skills (once called Praxis I or PPST)",
                ),
            ),
            call_to_action(
                "No account yet?",
                "It takes a few minutes and an email address of your own.",
                link("How to set up an account", page="help/set-up-an-account"),
            ),
            text(
                "<h2>What needs no account</h2>"
                '<ul><li><a href="page:look-up">Look up a certificate</a>: type, endorsements, dates and status of '
                "any educator or coach.</li>"
                '<li><a href="page:coaches/approved-education">Approved education</a> for coaches.</li>'
                '<li><a href="page:district-resources/library">The resource library</a> for districts.</li>'
                '<li><a href="page:help/tutorials">Tutorials</a> and <a href="page:help/questions">questions people '
                "ask</a>.</li></ul>"
                "<h2>Which browser</h2>"
                "<p>Any current one: Chrome, Edge, Firefox or Safari, on a phone as on a desktop. Nothing has to be "
                "installed, and script may be off. If a page looks wrong, update the browser or try another.</p>"
            ),
            reusable("passage ways-to-pay"),
            reusable("passage mailing-address"),
        ]
    },
)

FEES_AND_PAYMENT = DemoPage(
    slug="fees-and-payment",
    page_type=ArticlePage,
    title="Fees and ways to pay",
    summary="What certificates and permits cost, which cards are taken and how to pay by mail.",
    fields={
        "body": [
            summary_list(
                "Fees",
                ("Professional certificate, renewal", "No fee"),
                ("Coaching permits", "No fee"),
                ("Review of an application", "$50, not refundable, credited to the price"),
                ("Initial certificate", "$200"),
                ("Professional certificate, first issue", "$375"),
                ("Cross-endorsement or additional endorsement", "$100 each"),
                ("Adult education certificate", "$100"),
                ("Duplicate of a certificate", "$50"),
            ),
            text(
                "<p>Fees are set by law and can change. Where a service has a fee, it shows "
                "the amount before you send your application.</p>"
            ),
            reusable("passage ways-to-pay"),
            reusable("passage mailing-address"),
        ]
    },
)

MAIL_DOCUMENTS = DemoPage(
    slug="mail-documents",
    page_type=ArticlePage,
    title="Send documents by mail",
    summary="Where paper goes, what has to be an original and what happens to it.",
    fields={
        "body": [
            reusable("passage mailing-address"),
            text(
                "<h2>Before you seal the envelope</h2>"
                "<ul><li>Write your EIN or the reference number of your application on every sheet.</li>"
                "<li>Signed forms have to be originals.</li>"
                "<li>Transcripts have to be official: sealed on paper, or sent electronically "
                "by the institution itself.</li></ul>"
                "<h2>What happens then</h2>"
                "<p>Every paper is stamped with the day on which it arrived, scanned and put "
                "with your application.</p>"
            ),
        ]
    },
)

GLOSSARY = DemoPage(
    slug="glossary",
    page_type=GlossaryPage,
    title="Words we use",
    summary="What the terms of certification mean, in a sentence or two each.",
)

HELP = DemoPage(
    slug="help",
    page_type=HubPage,
    title="Help",
    summary="Accounts, fees, payment and mail, in plain words.",
    is_in_menu=True,
    fields={
        "illustration": "scene_help",
        "illustration_alt": "Somebody at a laptop has a question.",
    },
    children=(
        ONLINE_SYSTEM,
        SET_UP_ACCOUNT,
        TUTORIALS,
        QUESTIONS,
        FEES_AND_PAYMENT,
        MAIL_DOCUMENTS,
        GLOSSARY,
    ),
)
