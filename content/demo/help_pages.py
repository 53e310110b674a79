"""The demo pages that help with accounts, fees, payment and mail."""

from content.demo.writing import DemoPage, notice, questions, steps, summary_list, text
from content.pages.article import ArticlePage
from content.pages.hub import HubPage

SET_UP_ACCOUNT = DemoPage(
    slug="set-up-an-account",
    page_type=ArticlePage,
    title="Set up an account",
    summary="What you do the first time, and what to do when a message does not arrive.",
    fields={
        "body": [
            steps(
                "The first time",
                (
                    "Create an account",
                    (
                        "<p>Enter your email address and choose a password that you use nowhere "
                        "else.</p>"
                    ),
                ),
                ("Confirm your address", "<p>Open the message we send and follow its link.</p>"),
                (
                    "Sign in",
                    (
                        "<p>Your account shows what you can start, what you have sent and the "
                        "certificates on your record.</p>"
                    ),
                ),
            ),
            notice(
                "warning",
                "One person, one email address",
                "<p>An address belongs to one educator only. If you share one at home, one of "
                "you needs another, "
                "for example the address you have at school.</p>",
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
                    "What is an EIN?",
                    (
                        "<p>Your educator identification number. It stays the same for all your "
                        "certificates. Quote it, or the "
                        "reference number of your application, whenever you write to us.</p>"
                    ),
                ),
                (
                    "The page does not work in my browser.",
                    (
                        "<p>Any current browser will do, on a phone as on a desktop. If something "
                        "looks wrong, update it or try "
                        "another one.</p>"
                    ),
                ),
            ),
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
                "the amount before you send your "
                "application.</p>"
                "<h2>By card</h2>"
                "<p>Visa, Mastercard and Discover credit cards. Debit cards are not accepted.</p>"
                "<h2>By mail</h2>"
                "<p>A certified or cashier's check or a money order, payable to <b>Treasurer, "
                "State of Connecticut</b>. "
                "Please send no cash and no personal checks.</p>"
                '<p>Send it to the address on the page <a href="page:help/mail-documents">Send '
                "documents by mail</a>.</p>"
            ),
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
            text(
                "<h2>Address</h2>"
                "<p>Bureau of Educator Standards and Certification<br/>P.O. Box "
                "150471<br/>Hartford, CT 06115-0471</p>"
                "<h2>Before you seal the envelope</h2>"
                "<ul><li>Write your EIN or the reference number of your application on every "
                "sheet.</li>"
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

HELP = DemoPage(
    slug="help",
    page_type=HubPage,
    title="Help",
    summary="Accounts, fees, payment and mail, in plain words.",
    is_in_menu=True,
    children=(SET_UP_ACCOUNT, FEES_AND_PAYMENT, MAIL_DOCUMENTS),
)
