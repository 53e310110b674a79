"""Resources of the demo library in Spanish. The others stand in the Spanish library in English, and are marked so."""

from content.demo.papers import Paper, Part
from content.demo.resources import JULY, resource
from content.demo.writing import DemoVersion
from content.snippets.resources import Audience, Kind, Topic

EMERGENCY_COACH = Paper(
    "Permiso temporal de emergencia para entrenar: hoja de preparación",
    "Lo que un distrito reúne antes de presentar el formulario ED 186. No cuesta nada.",
    (
        Part(
            "Antes de presentarlo",
            boxes=(
                "Quien va a entrenar tiene 18 años o más y un diploma de secundaria.",
                "Primeros auxilios, de hace un año como mucho y no solo en línea.",
                "RCP, de hace un año como mucho y no solo en línea.",
            ),
        ),
        Part(
            "Quien va a entrenar",
            blanks=("Nombre", "Deporte y equipo", "Primer día de entrenamiento"),
        ),
        Part(
            "El distrito", blanks=("Distrito escolar y escuela", "Persona de contacto y teléfono")
        ),
        Part(
            "Conviene saber",
            (
                (
                    "El permiso dura un año y vale en un solo distrito. Se renueva allí una vez como mucho, y para eso "
                    "hay que estar inscrito en el curso para el permiso de cinco años."
                ),
            ),
        ),
    ),
    language="es-US",
)
DAILY_SUBSTITUTE = Paper(
    "Suplente por días sin título: hoja de preparación",
    "Lo que un distrito reúne antes de presentar el formulario ED 174. Vale en un distrito, hasta el 30 de junio.",
    (
        Part(
            "La persona suplente",
            boxes=(
                "Tiene 18 años o más.",
                "Tiene un diploma de secundaria.",
                "Tiene experiencia con niños en edad escolar.",
            ),
            blanks=("Nombre", "Experiencia: dónde, con qué edades, cuánto tiempo"),
        ),
        Part(
            "El distrito", blanks=("Distrito escolar y escuela", "Persona de contacto y teléfono")
        ),
        Part("Firma de la superintendencia", blanks=("Nombre y fecha",)),
    ),
    language="es-US",
)

SPANISH_RESOURCES = (
    resource(
        "emergency-coach",
        "Permiso temporal de emergencia para entrenar: solicitud (ED 186)",
        "Para quien la temporada no puede esperar: un año, un distrito, renovable una sola vez.",
        Topic.COACHING,
        Kind.FORM,
        DemoVersion("2026-27", JULY, "Primera versión.", paper=EMERGENCY_COACH),
        audience=Audience.PRINCIPALS,
    ),
    resource(
        "daily-substitute",
        "Suplente por días sin título: solicitud (ED 174)",
        "Para un distrito y un curso escolar; termina el 30 de junio, empiece cuando empiece.",
        Topic.STAFFING,
        Kind.FORM,
        DemoVersion(
            "2026-27", JULY, "Dice qué experiencia con niños cuenta.", paper=DAILY_SUBSTITUTE
        ),
    ),
)
