"""The demo pages that are translated: each under the path of its original. The others fall back to English."""

from typing import Any

from content.demo.paid_services import DUPLICATE_ES, FIRST_CERTIFICATE_ES
from content.demo.tree import LOOK_UP
from content.demo.writing import (
    DemoPage,
    PageReference,
    call_to_action,
    card,
    link,
    notice,
    questions,
    steps,
)
from content.demo.writing_to_us import WRITE_TO_US_ES
from content.pages.home import HomePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

HOME_FIELDS: dict[str, Any] = {
    "heading": "Certificación para quienes enseñan en Connecticut",
    "actions": [
        {
            "type": "link",
            "value": link(
                "Renovar un certificado Profesional", page="certified-educators/renew-professional"
            ),
        },
        {"type": "link", "value": link("Entrar en su cuenta", address="/account/")},
    ],
    "illustration": "classroom",
    "illustration_alt": "Una maestra explica un dibujo en la pizarra mientras un alumno levanta la mano.",
    "audiences_heading": "Encuentre lo que necesita",
    "audiences": [
        {"type": "card", "value": value}
        for value in (
            card(
                "Educadores certificados",
                "Renueve o ascienda el certificado que tiene y no pierda de vista sus fechas.",
                to=link(page="certified-educators"),
                illustration="scene_high_five",
            ),
            card(
                "Educadores de otros estados",
                "Traiga a Connecticut un certificado de otro estado o de otro país.",
                to=link(page="out-of-state"),
                illustration="scene_road",
            ),
            card(
                "Entrenadores",
                "Obtenga su primer permiso, renueve el que tiene y encuentre la formación que cuenta.",
                to=link(page="coaches"),
                illustration="scene_coach",
            ),
            card(
                "Futuros educadores",
                "Vea el camino desde el interés por enseñar hasta el primer certificado.",
                to=link(page="aspiring-educators"),
                illustration="scene_new_teacher",
            ),
            card(
                "Recursos para distritos",
                "Permisos que solo un distrito puede pedir, y ayuda con plantillas y comprobaciones.",
                to=link(page="district-resources"),
                illustration="scene_school",
            ),
            card(
                "Primera infancia",
                "Inscríbase en el registro que guarda estudios, formación y empleo verificados.",
                to=link(page="early-childhood"),
                illustration="scene_blocks",
            ),
        )
    ],
    "look_up_heading": "Comprobar una credencial",
    "look_up_text": "Vea el tipo, las especialidades, las fechas y el estado del certificado de cualquier educador. "
    "No hace falta una cuenta.",
    "look_up_page": PageReference("look-up"),
    "body": [
        steps(
            "Cómo avanza una solicitud",
            (
                "Lea qué hace falta",
                (
                    "<p>La página de cada servicio dice qué necesita, cuánto cuesta y cuánto tarda, "
                    "antes de que inicie sesión.</p>"
                ),
            ),
            (
                "Responda a su ritmo",
                "<p>Sus respuestas se guardan sobre la marcha. Pare en un aparato y siga en otro.</p>",
            ),
            (
                "Revise y envíe",
                (
                    "<p>Ve todas sus respuestas una vez más, firma la declaración y recibe un número "
                    "de referencia.</p>"
                ),
            ),
            (
                "Siga la decisión",
                (
                    "<p>Las solicitudes se atienden por orden de llegada. Su cuenta muestra dónde está "
                    "la suya y si alguien espera algo de usted.</p>"
                ),
            ),
        ),
        notice(
            "info",
            "La temporada alta va de mayo a septiembre",
            "<p>Una revisión tarda por lo general de seis a ocho semanas, y hasta el doble en "
            "verano. Envíe la suya tan pronto como su plazo lo permita.</p>",
        ),
        questions(
            "Preguntas frecuentes",
            (
                "¿Cuánto cuesta renovar un Certificado Profesional de Educador?",
                "<p>Nada. No hay que pagar ni enviar pruebas de formación continua.</p>",
            ),
            (
                "¿Con cuánta antelación puedo renovar?",
                (
                    "<p>Desde seis meses antes de que venza su certificado y, si es posible, no más "
                    "tarde que seis semanas antes. "
                    '<a href="page:certified-educators/renewal-dates">Más sobre las fechas de '
                    "renovación</a>.</p>"
                ),
            ),
            (
                "¿Puedo compartir una dirección de correo con otra persona?",
                (
                    "<p>No. Cada educador necesita una dirección propia, porque así sabemos de quién "
                    'es el expediente. <a href="page:help/set-up-an-account">Cómo abrir una '
                    "cuenta</a>.</p>"
                ),
            ),
        ),
        call_to_action(
            "¿Es su primera vez aquí?",
            "Abra una cuenta, vea cuánto cuesta una solicitud y adónde enviar papeles.",
            link("Ayuda", page="help"),
        ),
        call_to_action(
            "¿Ha cambiado de dirección o de nombre?",
            "Las cartas sobre su certificado van a los datos de contacto de su cuenta.",
            link("Ir a su cuenta", address="/account/"),
        ),
    ],
}

COACHES_BODY = [
    questions(
        "¿Necesito un permiso?",
        (
            "Soy voluntario.",
            (
                "<p>Sí, lo necesita. También quienes entrenan grupos de animación y de baile, y equipos "
                "que juegan dentro de una sola escuela.</p>"
            ),
        ),
        (
            "Solo ayudo.",
            (
                "<p>Quien ayuda bajo la supervisión directa y continua de una persona con permiso no "
                "lo necesita.</p>"
            ),
        ),
        (
            "La temporada empieza antes de que pueda terminar.",
            (
                "<p>El distrito puede pedir un permiso temporal de emergencia por un año. Vale solo en "
                "ese distrito y se renueva una vez.</p>"
            ),
        ),
        (
            "¿Cuánto tarda?",
            "<p>De cuatro a seis semanas por lo general, más de abril a octubre.</p>",
        ),
    ),
]

RENEW_BODY = [
    steps(
        "Qué ocurre",
        (
            "Elija el certificado",
            (
                "<p>El servicio muestra los certificados de su expediente y cuáles se pueden renovar "
                "hoy.</p>"
            ),
        ),
        (
            "Confirme su nombre y sus datos de contacto",
            "<p>Corríjalos si algo ha cambiado.</p>",
        ),
        (
            "Responda a las preguntas sobre conducta",
            "<p>Tratan de condenas, cargos pendientes y sanciones contra una licencia.</p>",
        ),
        (
            "Revise, firme y envíe",
            "<p>Recibe al momento un número de referencia y una confirmación por correo.</p>",
        ),
    ),
    questions(
        "Antes de preguntar",
        (
            "Mi certificado vence pronto. ¿Llego tarde?",
            (
                "<p>Una solicitud que nos llega antes del vencimiento cuenta como enviada a tiempo. "
                "Mientras la atendemos, la consulta pública muestra el certificado en trámite. Las "
                "fechas cambian solo cuando se aprueba.</p>"
            ),
        ),
        (
            "¿Puedo renovar hoy?",
            (
                "<p>El plazo se abre seis meses antes del vencimiento. Si el suyo aún está cerrado, el "
                "servicio le dice qué día se abre.</p>"
            ),
        ),
        (
            "Tengo más de un certificado.",
            (
                "<p>Los certificados de categorías distintas van por separado. Elija el que quiere "
                "renovar; puede volver después para el siguiente.</p>"
            ),
        ),
    ),
]

SPANISH: dict[str, DemoPage] = {
    "": DemoPage(
        slug="inicio",
        page_type=HomePage,
        title="Inicio",
        summary=(
            "Renueve su certificado, siga una solicitud y guarde su expediente en un solo lugar. "
            "Las escuelas y las familias pueden comprobar una credencial sin cuenta."
        ),
        fields=HOME_FIELDS,
    ),
    "coaches": DemoPage(
        slug="entrenadores",
        page_type=HubPage,
        title="Entrenadores",
        summary=(
            "Quien entrena un equipo de una escuela pública de Connecticut tiene un permiso, "
            "también los voluntarios."
        ),
        is_in_menu=True,
        fields={
            "illustration": "scene_coach",
            "illustration_alt": "Un entrenador con una carpeta junto a la línea; dos jugadores en el campo.",
            "children_heading": "Elija lo que le corresponde",
            "body": COACHES_BODY,
        },
    ),
    "certified-educators/renew-professional": DemoPage(
        slug="renovar-profesional",
        page_type=ServicePage,
        title="Renovar un Certificado Profesional de Educador",
        summary="Prolongue el certificado Profesional que tiene. No cuesta nada y no hay que adjuntar nada.",
        fields={
            "service_key": "certification.renew_professional",
            "fee": "No cuesta nada",
            "before_you_start": (
                "<p>No envía expedientes académicos ni pruebas de formación continua. Si responde "
                "que sí a una pregunta sobre condenas, cargos pendientes o sanciones, se le pide "
                "que lo explique con sus palabras.</p>"
            ),
            "body": RENEW_BODY,
        },
    ),
    "certified-educators/duplicate-certificate": DUPLICATE_ES,
    "aspiring-educators/first-certificate": FIRST_CERTIFICATE_ES,
    "write-to-us": WRITE_TO_US_ES,
    "look-up": DemoPage(
        slug=LOOK_UP.slug,
        page_type=ServicePage,
        title="Consultar un certificado",
        summary=(
            "Compruebe el tipo, las especialidades, las fechas y el estado del certificado de un "
            "educador. No necesita una cuenta."
        ),
        is_in_menu=True,
        fields=LOOK_UP.fields,
    ),
}
