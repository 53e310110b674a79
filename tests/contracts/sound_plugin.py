"""A plugin that keeps the contract and uses every extension point the kit judges, by the name of its modules."""

__all__ = ["SOUND"]

APPS = """
from portal.sdk.apps import PluginConfig, lazy_text


class Config(PluginConfig):
    name = "{name}"
    label = "{name}"
    title = lazy_text("Parking", "Aparcamiento")
    version = "1.0"
    contract = (1, 1)
    url_slugs = ("parking",)
"""
WIZARDS = """
from datetime import date
from time import perf_counter_ns

from portal.sdk.wizards import *

SEATS = answer("seats")
IMPOSSIBLE = {"min": 5, "max": 2}
CAR = StepSpec(
    id="car",
    title=text("Your car", "Su coche"),
    introduction=text("About the car.", "Sobre el coche."),
    fields=(
        FieldSpec(id="plate", type="text", label=text("Plate", "Matrícula")),
        FieldSpec(id="seats", type="integer", label=text("Seats", "Plazas")),
        FieldSpec(
            id="paint",
            type="choice",
            label=text("Color", "Color de la pintura"),
            choices=(
                ChoiceSpec(value="red", label=text("Red", "Rojo")),
                ChoiceSpec(value="blue", label=text("Blue", "Azul")),
            ),
        ),
        FieldSpec(id="shared", type="yes_no", label=text("Shared?", "¿Compartido?")),
    ),
)
OTHERS = StepSpec(
    id="others",
    title=text("The others", "Los demás"),
    condition=eq(answer("shared"), True),
    fields=(FieldSpec(id="names", type="long_text", label=text("Who?", "¿Quién?")),),
)
PROMISE = StepSpec(
    id="promise",
    title=text("Promise", "Promesa"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="1", statement=text("I park well.", "Aparco bien."), accept=text("Yes", "Sí")
    ),
)
ALONE = ScenarioSpec(
    id="alone",
    name=text("Drives alone", "Conduce sin compañía"),
    on="2026-03-02",
    answers={
        "car": {"plate": "AB 123", "seats": 4, "paint": "red", "shared": False},
        "promise": {"promise": "1"},
    },
    expected=ExpectedSpec(steps=("car", "promise")),
)
WIZARDS = [
    WizardSpec(
        key="{name}.permit",
        title=text("Parking permit", "Permiso"),
        summary=text("Ask for one.", "Solicítelo."),
        steps=(CAR, OTHERS, PROMISE),
        access=(
            RefusalSpec(
                when=none_of(contains(record("credentials.active_types"), "parking")),
                message=text("For holders only.", "Solo para titulares."),
            ),
        ),
        drafts=DraftPolicy.MANY,
        opens_on=date(2020, 1, 1),
        closes_on=date(2020, 2, 1),
        private=(FieldSpec(id="fits", type="integer", label=text("It fits", "Cabe")),),
        scenarios=(ALONE,),
    )
]
"""
EFFECTS = """
from itertools import count

from portal.sdk.effects import CloseTimelyFiling, WriteBack

COUNT = count()
PHONE = WriteBack("person.phone", "860-555-0123")


def ask_database():
    from portal.records.models import Person
    return Person.objects.count() < 10**9


class Permit:
    def on_submitted(self, case):
        return []

    def on_approved(self, case):
        return [PHONE]

    def on_denied(self, case):
        return []


EFFECTS = {"{name}.permit": Permit()}
"""
FEES = """
from itertools import count

from portal.sdk.fees import FeeRequest, ServiceFees, text

COUNT = count(1)


def ask_database():
    from portal.records.models import Person
    return 1 + Person.objects.count()


def of(case):
    return [FeeRequest("duplicate", quantity=1)]


FEES = {
    "{name}.permit": ServiceFees(
        usual=(FeeRequest("duplicate"),), for_case=of, note=text("a copy", "una copia")
    )
}
"""
URLS = """
from django.http import HttpResponse
from django.urls import path

URLS = {"parking": [path("", lambda request: HttpResponse("here"))]}
"""
FIELDS = """
from django import forms

from portal.sdk.fields import FieldType, ValueType


class Meters(FieldType):
    key = "{name}.meters"
    value_type = ValueType.INTEGER

    def form_field(self, question, language):
        return forms.IntegerField(**self.common(question, language), max_value=50)


FIELD_TYPES = [Meters()]
"""
RULES = """
from itertools import count

from portal.sdk.rules import RuleFunction, ValueType, text

COUNT = count()
FUNCTIONS = [
    RuleFunction(
        name="{name}.area",
        takes=(ValueType.INTEGER, ValueType.INTEGER),
        gives=ValueType.INTEGER,
        apply=lambda width, length: width * length,
        words=text("{0} by {1}", "{0} por {1}"),
    )
]
"""
BLOCKS = """
from wagtail import blocks

BLOCKS = {"sign": blocks.CharBlock(default="P")}
"""
CARDS = """
from portal.sdk.dashboard import Card, CardLink, text


def count(facts):
    return Card(
        title=text("Parked", "Aparcado"),
        paragraphs=(text("You may park.", "Puede aparcar."),),
        links=(CardLink(text("Lots", "Plazas"), "/parking/"),),
    )


CARDS = {"count": count}
"""
MESSAGES = """
from itertools import count

from portal.sdk.messages import ServiceMessages, text

COUNT = count()


def ask_database():
    from portal.records.models import Person
    return str(Person.objects.count())


def welcome(facts):
    return text("Park in lot " + "A", "Aparque en el A")


MESSAGES = {"{name}.permit": ServiceMessages(approved=welcome)}
"""
JOBS = """
from datetime import timedelta
from time import sleep

from portal.sdk.jobs import RegularJob

LOTS = []


def count_lots(at):
    LOTS.append(at)


JOBS = [RegularJob(name="count_lots", every=timedelta(hours=1), run=count_lots)]
"""
RECORD_CHECKS = """
def find_long_stays():
    return [(car, "stays too long") for car in ["AB 123"]]


CHECKS = {"stays": find_long_stays}
"""
ADMIN = """
from django.http import HttpResponse

from portal.sdk.admin import VIEW_QUEUE, AdminPage, text

ADMIN = [
    AdminPage(
        path="lots",
        title=text("Lots", "Plazas"),
        permission=VIEW_QUEUE,
        view=lambda request: HttpResponse("all lots"),
    )
]
"""
REPORTS = """
from portal.sdk.reports import VIEW_QUEUE, StaffReport, text


def full_lots():
    return [("North", 12), ("South", None)]


REPORTS = [
    StaffReport(
        name="full_lots",
        title=text("Full lots", "Aparcamientos llenos"),
        note=text("Of today.", "De hoy."),
        permission=VIEW_QUEUE,
        columns=(text("Lot", "Aparcamiento"), text("Cars", "Coches")),
        rows=full_lots,
    )
]
"""
DEMO = """
from itertools import count

from portal.sdk.demo import DemoFiling

COUNT = count()


def fill(at):
    car = {"plate": "AB 123", "seats": 4, "paint": "red", "shared": False}
    return [
        DemoFiling(
            account="applicant",
            service_key="{name}.permit",
            answers={"car": car, "promise": {"promise": "1"}},
        )
    ]


DEMO = fill
"""
PAYMENT_METHODS = """
from portal.sdk.payments import PaymentMethod, Started, Truth, TruthState, text


class CoinMethod(PaymentMethod):
    key = "{name}.coins"
    title = text("Coins", "Monedas")
    refusals = {"bent": text("It is bent.", "Está doblada.")}

    @property
    def accepts(self):
        return text("Quarters.", "Monedas de veinticinco.")

    @property
    def origins(self):
        return ["https://coins.example.org"]

    def start(self, order):
        return Started(reference=order.attempt, address="https://coins.example.org/")

    def fetch(self, attempt):
        return Truth(
            reference=attempt.reference,
            state=TruthState.OPEN,
            amount_cents=attempt.amount_cents,
            currency=attempt.currency,
            is_live=False,
            account="",
            attempt=attempt.attempt,
            application=attempt.application,
        )

    release = fetch


METHODS = [CoinMethod()]
"""
WEBHOOKS = """
from portal.sdk.payments import ForgedNoticeError, Notice, Webhook


def read(body, headers):
    if headers.get("x-meter") != "a secret":
        raise ForgedNoticeError("not from a meter")
    return Notice(event_id="1", kind="paid", method="{name}.coins", reference="1")


WEBHOOKS = {"meter": Webhook(read=read)}
"""
API = """
from portal.sdk.api import Router

ROUTER = Router()


@ROUTER.get("/lots", summary="Lots")
def lots(request) -> int:
    \"\"\"Return how many there are.\"\"\"
    return 5
"""
SOUND = {
    "apps": APPS,
    "wizards": WIZARDS,
    "effects": EFFECTS,
    "fees": FEES,
    "urls": URLS,
    "fields": FIELDS,
    "rules": RULES,
    "blocks": BLOCKS,
    "dashboard": CARDS,
    "messages": MESSAGES,
    "jobs": JOBS,
    "checks": RECORD_CHECKS,
    "admin": ADMIN,
    "reports": REPORTS,
    "payment_methods": PAYMENT_METHODS,
    "webhooks": WEBHOOKS,
    "demo": DEMO,
    "api": API,
}
