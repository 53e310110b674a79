"""Renewal of a five-year coaching permit: training, concussion refresher, CPR and first aid (DOMAIN 5).

Hours and months come from the dated terms of the permit, never from here. Each item has a date of
its own: a permit that is still valid says nothing about them. There is no fee.
"""

from portal.sdk.library import NAME_AND_CONTACT, TRAINING_COLUMNS
from portal.sdk.wizards import (
    ChoiceSpec,
    DeclarationSpec,
    FeeSpec,
    FieldSpec,
    FunctionName,
    RefusalSpec,
    StepKind,
    StepSpec,
    Text,
    WizardSpec,
    answer,
    as_of,
    call,
    eq,
    lt,
    record,
    text,
)
from portal_plugins.coaching_permits.papers import PAPERS
from portal_plugins.coaching_permits.scenarios import SCENARIOS

ONLINE = "online"

PERMIT = StepSpec(
    id="permit",
    title=text("Choose your permit", "Elija su permiso"),
    fields=(
        FieldSpec(
            id="permit",
            type="credential",
            label=text("Which permit do you want to renew?", "¿Qué permiso desea renovar?"),
            hint=text(
                "A permit that has expired can be renewed at any later time.",
                "Un permiso vencido se puede renovar en cualquier momento posterior.",
            ),
            binding="application.credential",
            options={"types": ["coaching_5yr"]},
        ),
    ),
)

REFRESHER = StepSpec(
    id="refresher",
    title=text("Concussion refresher", "Actualización sobre conmociones cerebrales"),
    fields=(
        FieldSpec(
            id="coaches_football",
            type="yes_no",
            label=text("Do you coach football?", "¿Entrena fútbol americano?"),
            hint=text(
                "Football coaches take their own version of the refresher.",
                "Los entrenadores de fútbol americano siguen su propia versión.",
            ),
        ),
        FieldSpec(
            id="refresher_provider",
            type="text",
            label=text("Who gave the refresher?", "¿Quién impartió la actualización?"),
            options={"max_length": 150},
        ),
        FieldSpec(
            id="refreshed_on",
            type="date",
            label=text(
                "When did you complete the refresher?", "¿Cuándo completó la actualización?"
            ),
            options={"latest": "today"},
            refusals=(
                RefusalSpec(
                    when=lt(
                        answer("refreshed_on"),
                        call(
                            FunctionName.ADD_MONTHS,
                            as_of(),
                            call(FunctionName.MULTIPLY, record("credential.refresher_months"), -1),
                        ),
                    ),
                    message=text(
                        "A refresher counts for {credential.refresher_months} months. Take it "
                        "again before you renew.",
                        "Una actualización vale {credential.refresher_months} meses. Repítala "
                        "antes de renovar.",
                    ),
                ),
            ),
        ),
    ),
)

TRAINING = StepSpec(
    id="training",
    title=text("Your training", "Su formación"),
    introduction=text(
        "List the courses about the health and development of young athletes that you completed. "
        "Clinics on tactics do not count, and the same content counts once.",
        "Indique los cursos sobre la salud y el desarrollo de deportistas jóvenes que completó. "
        "Las clínicas de tácticas no cuentan, y el mismo contenido cuenta una vez.",
    ),
    fields=(
        FieldSpec(
            id="training",
            type="rows",
            label=text("Course", "Curso"),
            options={"max_rows": 15, "shown_rows": 3, "distinct": ["provider", "course"]},
            rows=TRAINING_COLUMNS,
            refusals=(
                RefusalSpec(
                    when=lt(
                        call(FunctionName.SUM, answer("training.hours")),
                        record("credential.renewal_hours"),
                    ),
                    message=text(
                        "The hours add up to fewer than the {credential.renewal_hours} that a "
                        "renewal takes. Add the courses that are missing.",
                        "Las horas suman menos de las {credential.renewal_hours} que exige una "
                        "renovación. Añada los cursos que faltan.",
                    ),
                ),
            ),
        ),
    ),
)


METHODS = (
    ChoiceSpec(value="in_person", label=text("In person", "En persona")),
    ChoiceSpec(
        value="blended",
        label=text(
            "Partly online, skills shown in person",
            "En parte en línea, con práctica en persona",
        ),
    ),
    ChoiceSpec(value=ONLINE, label=text("Online only", "Solo en línea")),
)


def _certified(name: str, title: Text, held: Text, expires: Text) -> StepSpec:
    """Return the step about one certification of lifesaving: how it was earned and when it ends."""
    return StepSpec(
        id=name,
        title=title,
        fields=(
            FieldSpec(
                id=f"{name}_provider",
                type="text",
                label=text("Who certified you?", "¿Quién le certificó?"),
                options={"max_length": 150},
            ),
            FieldSpec(
                id=f"{name}_method",
                type="choice",
                label=held,
                choices=METHODS,
                refusals=(
                    RefusalSpec(
                        when=eq(answer(f"{name}_method"), ONLINE),
                        message=text(
                            "Online-only certification is not accepted. You have to show the "
                            "skills in person.",
                            "No se acepta la certificación solo en línea. Debe demostrar las "
                            "destrezas en persona.",
                        ),
                    ),
                ),
            ),
            FieldSpec(
                id=f"{name}_completed_on",
                type="date",
                label=text("When did you earn it?", "¿Cuándo la obtuvo?"),
                options={"latest": "today"},
            ),
            FieldSpec(
                id=f"{name}_expires_on",
                type="date",
                label=expires,
                hint=text(
                    "As printed on your card. It has to be current.",
                    "Como aparece en su tarjeta. Debe estar vigente.",
                ),
                options={"earliest": "today"},
            ),
        ),
    )


CPR = _certified(
    "cpr",
    text("CPR", "Reanimación cardiopulmonar (RCP)"),
    text("How did you earn your CPR certification?", "¿Cómo obtuvo su certificación de RCP?"),
    text("When does your CPR certification expire?", "¿Cuándo vence su certificación de RCP?"),
)
FIRST_AID = _certified(
    "first_aid",
    text("First aid", "Primeros auxilios"),
    text(
        "How did you earn your first-aid certification?",
        "¿Cómo obtuvo su certificación de primeros auxilios?",
    ),
    text(
        "When does your first-aid certification expire?",
        "¿Cuándo vence su certificación de primeros auxilios?",
    ),
)

ACKNOWLEDGMENT = StepSpec(
    id="acknowledgment",
    title=text("Acknowledge and continue", "Reconozca y continúe"),
    kind=StepKind.DECLARATION,
    declaration=DeclarationSpec(
        version="2026-01",
        statement=text(
            "I completed what I have listed and hold the certifications that I named. I can show "
            "the papers when I am asked. I know that a false statement can cost me my permit.",
            "Completé lo que he indicado y tengo las certificaciones que nombré. Puedo mostrar "
            "los comprobantes si me los piden. Sé que una declaración falsa puede costarme el "
            "permiso.",
        ),
        accept=text("I acknowledge this statement", "Reconozco esta declaración"),
    ),
)

RENEW = WizardSpec(
    key="coaching_permits.renew",
    title=text("Renew a Coaching Permit", "Renovar un permiso de entrenador"),
    summary=text(
        "Renew a five-year coaching permit with your training, refresher, CPR and first aid. "
        "There is no fee.",
        "Renueve un permiso de entrenador de cinco años con su formación, actualización, RCP y "
        "primeros auxilios. No hay tarifa.",
    ),
    steps=(PERMIT, NAME_AND_CONTACT, REFRESHER, TRAINING, CPR, FIRST_AID, PAPERS, ACKNOWLEDGMENT),
    renews=("coaching_5yr",),
    minutes=15,
    needs=(
        text(
            "Title, provider, date and hours of each course",
            "Título, proveedor, fecha y horas de cada curso",
        ),
        text(
            "The date of your concussion refresher",
            "La fecha de su actualización sobre conmociones",
        ),
        text(
            "Photos or copies of your CPR and first-aid cards and of your refresher certificate",
            "Fotos o copias de sus tarjetas de RCP y primeros auxilios y de su certificado de actualización",
        ),
    ),
    confirmation=text(
        "A review usually takes four to six weeks, longer from April to October. "
        "Keep the papers of your courses: a specialist may ask for them.",
        "Una revisión suele tardar de cuatro a seis semanas, y más de abril a octubre. "
        "Guarde los comprobantes de sus cursos: un especialista puede pedírselos.",
    ),
    fees=(FeeSpec(id="permit", item="coaching_5yr"),),
    scenarios=SCENARIOS,
)
