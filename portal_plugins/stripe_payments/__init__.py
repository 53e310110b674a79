"""Plugin: payment by card on the hosted pages of Stripe Checkout."""
