"""Sign-up, sign-in, passwords and second factors, as django-allauth is told to do them."""

from django.urls import reverse_lazy

from config.environment import env

PORTAL_STAFF_MFA_REQUIRED = env.boolean(
    "PORTAL_STAFF_MFA_REQUIRED",
    default=False,
    production=True,
    meaning="Staff need a second factor; production refuses to start without.",
)
PORTAL_DEMO = env.boolean(
    "PORTAL_DEMO",
    default=True,
    production=False,
    meaning="A demonstration: invented people and accounts, and a banner that says so.",
)
DEMO_PASSWORD = env.text(
    "DEMO_PASSWORD",
    "correct horse battery staple",
    production="",
    meaning="Password of the demo accounts; production refuses it whatever it is.",
)

AUTHENTICATION_BACKENDS = ["portal.accounts.backends.AccountBackend"]
SESSION_ENGINE = "portal.accounts.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = reverse_lazy("wagtail_serve", args=[""])

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "signup": "portal.accounts.forms.SignUpForm",
    "add_email": "portal.accounts.forms.ChangeEmailForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "reset_password": "portal.accounts.forms.RequestPasswordResetForm",
    "reset_password_from_key": "portal.accounts.forms.ChooseNewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Limits not named here are allauth's own; all of them count before a password is hashed.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/5m/key",
    "confirm_email": "1/3m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "State Educator Portal"
