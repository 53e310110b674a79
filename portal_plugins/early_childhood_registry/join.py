"""Joining the early-childhood professional registry. Membership is free.

What is claimed on the way, and verified row by row, is asked in ``claims``.
"""

from portal.sdk.library import NAME_AND_CONTACT
from portal.sdk.wizards import (
    ChoiceSpec,
    DeclarationSpec,
    FieldSpec,
    StepKind,
    StepSpec,
    WizardSpec,
    answer,
    ne,
    text,
)
from portal_plugins.early_childhood_registry.claims import EDUCATION, EMPLOYMENT, TRAINING
from portal_plugins.early_childhood_registry.papers import PAPERS
from portal_plugins.early_childhood_registry.scenarios import SCENARIOS

ADVISES = "technical_assistance"

MEMBERSHIP = StepSpec(
    id="membership",
    title=text("Your work with children", "Su trabajo con la infancia"),
    fields=(
        FieldSpec(
            id="role",
            type="choice",
            label=text("What do you do?", "¿A qué se dedica?"),
            choices=(
                ChoiceSpec(
                    value="teaching",
                    label=text("I teach or assist in a classroom", "Enseño o asisto en un aula"),
                ),
                ChoiceSpec(
                    value="administration",
                    label=text("I run a program", "Dirijo un programa"),
                ),
                ChoiceSpec(
                    value="family_child_care",
                    label=text(
                        "I care for children in my home", "Cuido a niños y niñas en mi hogar"
                    ),
                ),
                ChoiceSpec(
                    value="other_staff",
                    label=text(
                        "I have another task in a program", "Tengo otra tarea en un programa"
                    ),
                ),
                ChoiceSpec(
                    value=ADVISES,
                    label=text(
                        "I train, consult, mentor or coach those who do",
                        "Formo, asesoro u oriento a quienes lo hacen",
                    ),
                ),
            ),
        ),
        FieldSpec(
            id="setting",
            type="choice",
            label=text("Where do you work?", "¿Dónde trabaja?"),
            condition=ne(answer("role"), ADVISES),
            choices=(
                ChoiceSpec(
                    value="center",
                    label=text("A center or group home", "Un centro o un hogar grupal"),
                ),
                ChoiceSpec(
                    value="home",
                    label=text("A family child care home", "Un hogar de cuidado infantil"),
                ),
                ChoiceSpec(
                    value="school",
                    label=text("A public school", "Una escuela pública"),
                ),
                ChoiceSpec(value="head_start", label=text("Head Start", "Head Start")),
                ChoiceSpec(value="elsewhere", label=text("Somewhere else", "En otro lugar")),
            ),
        ),
    ),
)

ACKNOWLEDGMENT = StepSpec(
    id="acknowledgment",
    title=text("Acknowledge and continue", "Reconozca y continúe"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="2026-01",
        statement=text(
            "What I have entered is true and complete as far as I know. The registry may ask "
            "employers and colleges to confirm it. I know that a false statement can cost me my "
            "membership.",
            "Lo que he escrito es verdadero y completo según mi leal saber. El registro puede "
            "pedir a empleadores e instituciones que lo confirmen. Sé que una declaración falsa "
            "puede costarme la membresía.",
        ),
        accept=text("I acknowledge this statement", "Reconozco esta declaración"),
    ),
)

JOIN = WizardSpec(
    key="early_childhood_registry.join",
    title=text(
        "Join the Early Childhood Professional Registry",
        "Unirse al Registro Profesional de la Primera Infancia",
    ),
    summary=text(
        "Have your employment, education and training verified and kept under one registry ID. "
        "Membership is free.",
        "Su empleo, estudios y formación, verificados y reunidos bajo un solo número de registro. "
        "La membresía es gratuita.",
    ),
    steps=(MEMBERSHIP, NAME_AND_CONTACT, EMPLOYMENT, EDUCATION, TRAINING, PAPERS, ACKNOWLEDGMENT),
    reviewers="records.verify_evidence",
    needs_settled_evidence=True,
    minutes=20,
    needs=(
        text(
            "Names of your employers, with your first and last day",
            "Nombres de sus empleadores, con su primer y último día",
        ),
        text("Your degrees, as on the transcript", "Sus títulos, como en el expediente académico"),
        text(
            "Title, provider, date and hours of each course",
            "Título, proveedor, fecha y horas de cada curso",
        ),
    ),
    confirmation=text(
        "A verifier looks at each item on its own. Your account shows which are accepted.",
        "Cada punto se verifica por separado. Su cuenta muestra cuáles se aceptan.",
    ),
    scenarios=SCENARIOS,
)
