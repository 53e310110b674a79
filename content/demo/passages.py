"""Passages that several demo pages show: the mailing address, the ways to pay, how long a review takes."""

from content.demo.writing import Block, DemoRow, notice, summary_list
from content.snippets.reusable import ReusableContent


def passage(key: str, title: str, *body: Block) -> DemoRow:
    """Write one passage."""
    return DemoRow(f"passage {key}", ReusableContent, {"title": title, "body": list(body)})


PASSAGES = (
    passage(
        "mailing-address",
        "Mailing address",
        summary_list(
            "Where to mail documents and payments",
            (
                "Address",
                "Bureau of Educator Standards and Certification<br/>P.O. Box 150471<br/>Hartford, CT 06115-0471",
            ),
            ("On every sheet", "Your EIN or the reference number of your application"),
        ),
    ),
    passage(
        "ways-to-pay",
        "Ways to pay",
        summary_list(
            "Ways to pay",
            (
                "Online",
                "A <b>VISA or Mastercard credit card</b>. Debit cards, American Express and Discover are not accepted.",
            ),
            (
                "By mail",
                (
                    "A certified or bank check or a money order, payable to <b>Treasurer, State of Connecticut</b>. "
                    "No cash and no personal checks."
                ),
            ),
            ("Nothing to pay", "Renewing a Professional certificate and every coaching permit"),
        ),
    ),
    passage(
        "review-times",
        "How long a review takes",
        notice(
            "info",
            "How long a review takes",
            "<p>Six to eight weeks is usual, and up to twice as long from May to September. Applications "
            "are taken in the order of their arrival.</p>",
        ),
    ),
)
