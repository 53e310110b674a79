"""The modules of the plugins that do their worst, as texts; which faults they make is in ``saboteurs``."""

__all__ = [
    "ADMIN",
    "API",
    "API_UNMADE",
    "APPS",
    "BLOCKS",
    "CARD",
    "CHECKS",
    "DEMO",
    "EFFECTS",
    "FEES",
    "FIELDS",
    "HOOK",
    "JOBS",
    "MESSAGES",
    "MIGRATION",
    "MODELS",
    "POISON",
    "REPORTS",
    "RULES",
    "SIGNAL",
    "TOOLS",
    "TWIN_IN_SUBMIT",
    "UNSOUND",
    "URLS",
]

APPS = """from portal.sdk.apps import PluginConfig
{before}
class SaboteurConfig(PluginConfig):
    name = "{name}"
    label = "{label}"
    title = "Saboteur"
    version = "6.6"
    contract = {contract}
    url_slugs = {slugs}
{ready}
"""
TOOLS = """import os, time
from portal.sdk.tools import Tool, text

def fill(request):
    {body}

TOOLS = [Tool(key="{label}.tool", title=text("T", "T"), summary=text("S", "S"),
              template_name="{template}", context=fill)]
"""
URLS = """from django.http import HttpResponse
from django.urls import path

URLS = {{"{slug}": [path("", lambda request: HttpResponse("{label} was here"))]}}
"""
EFFECTS = """class Crash:
    def on_submitted(self, case):
        {body}
    on_approved = on_denied = on_submitted

EFFECTS = {{"{service}": Crash()}}
"""
FEES = """from portal.sdk.fees import ServiceFees

def crash(case):
    {body}

FEES = {{"{service}": ServiceFees(usual=(), for_case=crash)}}
"""
CARD = """CARDS = {"card": lambda facts: 1 / 0}
"""
JOBS = """import os, time
from datetime import timedelta
from portal.sdk.jobs import RegularJob

def job(at):
    {body}

JOBS = [RegularJob(name="job", run=job, every=timedelta(hours=1), longest=timedelta(seconds=1))]
"""
MIGRATION = """from django.db import migrations, models

def crash(apps, schema_editor):
    raise ValueError("a bad migration")

class Migration(migrations.Migration):
    initial = True
    operations = [migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))]),
                  migrations.RunPython(crash)]
"""
MODELS = """from django.db import models

class Thing(models.Model):
    owner = models.ForeignKey("records.Person", on_delete=models.CASCADE)
"""
POISON = """    def ready(self):
        from django.core.signals import request_started
        from django.contrib.auth.models import Group
        def poison(**kwargs):
            Group.objects.create(name="twin")
            Group.objects.create(name="twin")
        self.poison = poison
        request_started.connect(poison)
"""
SIGNAL = """    def ready(self):
        from portal.lifecycle.events import application_submitted
        def crash(**kwargs):
            raise RuntimeError("a receiver")
        self.crash = crash
        application_submitted.connect(crash)
"""
TWIN_IN_SUBMIT = """    def ready(self):
        from portal.lifecycle.events import application_submitted
        from django.contrib.auth.models import Group
        def twin(**kwargs):
            Group.objects.create(name="twin")
            Group.objects.create(name="twin")
        self.twin = twin
        application_submitted.connect(twin)
"""
HOOK = """from wagtail import hooks

@hooks.register("before_serve_page")
def crash(page, request, args, kwargs):
    raise RuntimeError("a hook")

@hooks.register("construct_main_menu")
def crash_menu(request, items):
    raise RuntimeError("a hook")

@hooks.register("register_admin_menu_item")
def crash_item():
    raise RuntimeError("a hook")
"""
CHECKS = """def check():
    {body}

CHECKS = {{"check": check}}
"""
MESSAGES = """from portal.sdk.messages import ServiceMessages

def piece(facts):
    {body}

MESSAGES = {{"{service}": ServiceMessages(submitted=piece, approved=piece, denied=piece)}}
"""
REPORTS = """from portal.sdk.reports import VIEW_QUEUE, StaffReport, text

def rows():
    {body}

class Title(dict):
    def get(self, *args):
        return 1 / 0

REPORTS = [StaffReport(name="report", title=Title(), permission=VIEW_QUEUE,
                       columns=(text("C", "C"),), rows=rows)]
"""
DEMO = """def fill(at):
    {body}

DEMO = fill
"""
FIELDS = """from django import forms
from portal.sdk.fields import FieldType

class Crash(FieldType):
    key = "saboteur.crash"

    def form_field(self, question, language):
        return forms.CharField()

    def prepare(self, control, question, context):
        {body}

    def to_stored(self, cleaned):
        {body}

FIELD_TYPES = [Crash()]
"""
RULES = """from portal.sdk.rules import RuleFunction, ValueType, text

def crash(number):
    {body}

FUNCTIONS = [RuleFunction(name="saboteur.crash", takes=(ValueType.INTEGER,), gives=ValueType.INTEGER,
                          apply=crash, words=text("{{0}}", "{{0}}"))]
"""
BLOCKS = """from wagtail import blocks

class Crash(blocks.CharBlock):
    def render(self, value, context=None):
        {body}

    def get_searchable_content(self, value):
        {body}

BLOCKS = {{"crash": Crash()}}
"""
ADMIN = """from portal.sdk.admin import VIEW_QUEUE, AdminPage

def crash(request):
    {body}

class Title(dict):
    def get(self, *args):
        return 1 / 0

ADMIN = [AdminPage(path="", title=Title(), permission=VIEW_QUEUE, view=crash)]
"""
API = """from portal.sdk.api import Router

ROUTER = Router()

@ROUTER.get("/crash")
def crash(request):
    {body}
"""
API_UNMADE = """ROUTER = object()
"""
UNSOUND = """from portal.sdk.wizards import WizardSpec, text

WIZARDS = [WizardSpec(key="saboteur.unsound", title=text("T", "T"), summary=text("S", "S"), steps=())]
"""
