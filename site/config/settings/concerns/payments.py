"""Money: the sandbox, and how often and how long somebody may try to pay. What Stripe gives out comes last."""

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
MAIL_DAYS = env.integer(
    "MAIL_DAYS",
    90,
    "How many days a payment by mail is waited for; what arrives later still counts.",
    low=14,
    high=730,
)
STRIPE_SECRET_KEY = env.text(
    "STRIPE_SECRET_KEY",
    "",
    "Secret or restricted key of Stripe's (sk_… or rk_…); empty offers no payment by card.",
)
STRIPE_WEBHOOK_SECRETS = env.names(
    "STRIPE_WEBHOOK_SECRETS",
    "",
    "Signing secrets of Stripe's notices (whsec_…), the one in use and, while it is rolled, the former one.",
)
STRIPE_ACCOUNT = env.text(
    "STRIPE_ACCOUNT",
    "",
    "Account of Stripe's (acct_…) that the money goes to; notices of others never pay.",
)
STRIPE_API_BASE = env.base_url(
    "STRIPE_API_BASE",
    "https://api.stripe.com",
    "Where Stripe is asked; only tests name another place.",
)
STRIPE_BRANDS = env.names(
    "STRIPE_BRANDS",
    "visa,mastercard",
    "Brands of cards that are accepted: visa, mastercard, discover, amex.",
)
STRIPE_FUNDING = env.names(
    "STRIPE_FUNDING", "credit", "Kinds of cards that are accepted: credit, debit, prepaid, unknown."
)
