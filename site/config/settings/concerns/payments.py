"""Money: the sandbox, and how often and how long somebody may try to pay. A provider's settings are its plugin's."""

from config.environment import env

PAYMENT_SANDBOX = env.boolean(
    "PAYMENT_SANDBOX",
    default=True,
    production=False,
    meaning="Offer a test payment that moves no money; production refuses to start with it.",
)
PAYMENT_ATTEMPTS = env.integer(
    "PAYMENT_ATTEMPTS",
    10,
    "How many attempts to pay an application may have in a day.",
    low=1,
    high=100,
)
PAYMENT_MINUTES = env.integer(
    "PAYMENT_MINUTES",
    60,
    "For how many minutes a payment that was begun can be finished.",
    low=30,
    high=24 * 60,
)
