"""How pages are drawn: the template folders, what every template knows, and the renderer of forms."""

from config.environment import PROJECT_ROOT

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site_facts",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.PortalFormRenderer"
