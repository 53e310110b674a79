"""What the guides and forms of the demo library say. Which resource each belongs to: content.demo.resources."""

from content.demo.papers import Paper, Part

DISTRICT = Part(
    "The district",
    blanks=("School district and school", "Who answers questions: name and telephone"),
)
TEACHER = Part(
    "The teacher", blanks=("Name, as on the certificate or permit", "EIN, if there is one")
)
SIGNATURE = Part("Signed by the superintendent", blanks=("Name and date",))
LAST_YEARS_STAFFING = Paper(
    "Flexible staffing, school year 2025-26",
    "A position is open, and nobody with the right certificate is there. What a district could do in that year.",
    (
        Part(
            "Asked in this order",
            points=(
                "Is there an educator with the right certificate? The look-up shows endorsements and dates.",
                "Can a teacher of the district add the endorsement? For most subjects a passed test is enough.",
                "Is it a shortage subject? Then a shortage area permit fits.",
                (
                    "Is it a matter of weeks? A substitute with a bachelor's degree may work up to 40 days in one "
                    "assignment without an authorization."
                ),
            ),
        ),
        Part(
            "Which form",
            points=(
                "Shortage area permit: ED 177",
                "Temporary 90-day certificate: ED 172, and ED 172A to advance it",
                "Resident educator: ED 199, filed with the program",
                "Substitute without a degree: ED 174",
                "Substitute for more than 40 days: ED 175",
            ),
        ),
        Part(
            "Since then",
            ("The page Flexible staffing of the portal has taken the place of this guide.",),
        ),
    ),
)
SHORTAGE_AREA = Paper(
    "Shortage area permit: request worksheet",
    "What a school district states and attaches before it files form ED 177. File before the teacher's first day.",
    (
        Part(
            "What the permit is",
            (
                (
                    "Only a district can ask for it, for one teacher and one subject. The holder does not take part in "
                    "TEAM, the program for new teachers. To have it issued again takes nine more semester hours."
                ),
            ),
        ),
        Part(
            "Before you file",
            boxes=(
                "The teacher holds a bachelor's degree.",
                "The teacher has twelve semester hours in the subject.",
                "The program has confirmed the enrollment on the attachment to ED 177.",
                "The request is signed before the first day.",
            ),
        ),
        DISTRICT,
        TEACHER,
        Part(
            "The position",
            blanks=("Subject and grades, with the number of the endorsement", "First day"),
        ),
        SIGNATURE,
    ),
)
LAST_YEARS_SHORTAGE_AREA = Paper(
    "Shortage area permit: request worksheet",
    "What a school district stated before it filed form ED 177 for the school year 2025-26.",
    (
        Part(
            "Before you file",
            boxes=(
                "The teacher holds a bachelor's degree.",
                "The teacher has twelve semester hours in the subject.",
                "The teacher is enrolled in a program.",
            ),
        ),
        DISTRICT,
        TEACHER,
        SIGNATURE,
    ),
)
ENROLLMENT = Paper(
    "Shortage area permit: evidence of enrollment",
    "The college or program fills this in; the district files it with form ED 177.",
    (
        TEACHER,
        Part(
            "The program",
            blanks=(
                "College or program",
                "Endorsement to which it leads",
                "Enrolled since",
                "Semester hours completed in the subject",
                "Courses and hours that are left",
            ),
        ),
        Part("Confirmed for the program by", blanks=("Name and office", "Date")),
    ),
)
RESIDENT = Paper(
    "Resident educator: steps for district and program",
    "A resident teaches for ten school months under the guidance of a program. Tick what is done.",
    (
        Part(
            "Before the first day",
            boxes=(
                "Program and district agree on the resident, the school and the assignment.",
                "Both have named who guides the resident there.",
                "The district has filed form ED 199 together with the program.",
            ),
        ),
        Part("During ten school months", boxes=("The district keeps the dates of service.",)),
        Part(
            "Afterward",
            boxes=(
                "The program recommends the resident: form ED 170A.",
                "The superintendent confirms the months of service: form ED 126.",
                "The resident applies for the Initial certificate.",
            ),
        ),
    ),
)
DAILY_SUBSTITUTE = Paper(
    "Daily substitute without a degree: request worksheet",
    "What a district gathers before it files form ED 174. Good in one district, until June 30 of the school year.",
    (
        Part(
            "The substitute",
            boxes=(
                "Is 18 or older.",
                "Holds a high school diploma.",
                "Has experience with children of school age: as a tutor, in a camp or in child care.",
            ),
            blanks=("Name", "Experience: where, with which ages, how long"),
        ),
        DISTRICT,
        SIGNATURE,
        Part(
            "Good to know",
            (
                (
                    "Each district and each school year takes a request of its own. Who holds a bachelor's degree "
                    "needs none for up to 40 days in one assignment."
                ),
            ),
        ),
    ),
)
LONG_TERM_SUBSTITUTE = Paper(
    "Long-term substitute: request worksheet",
    "What a district gathers before it files form ED 175, for more than 40 days in the same assignment.",
    (
        Part(
            "The substitute",
            boxes=("Holds a bachelor's degree.", "Has twelve semester hours in the subject."),
            blanks=("Name", "EIN, if there is one"),
        ),
        Part(
            "The assignment",
            blanks=("Subject and grades", "First day", "The day that is number 41"),
        ),
        DISTRICT,
        SIGNATURE,
    ),
)
EMERGENCY_COACH = Paper(
    "Temporary emergency coaching permit: request worksheet",
    "What a district gathers before it files form ED 186, for a coach the season cannot wait for. There is no fee.",
    (
        Part(
            "Before you file",
            boxes=(
                "The coach is 18 or older and holds a high school diploma.",
                "First aid, at most a year old, not taken online only.",
                "CPR, at most a year old, not taken online only.",
            ),
        ),
        Part("The coach", blanks=("Name", "Sport and team", "First day of practice")),
        DISTRICT,
        Part(
            "Good to know",
            (
                (
                    "The permit lasts one year and is good in one district. It is renewed once at most, there, and for "
                    "that the coach has to be enrolled in the course for a five-year permit."
                ),
            ),
        ),
    ),
)
EXPERIENCE = Paper(
    "Statement of professional experience: worksheet",
    "What the superintendent confirms on form ED 126, for educators who move up, come back or move here.",
    (
        TEACHER,
        Part(
            "The service",
            blanks=(
                "School district and state",
                "Assignment: subject and grades",
                "From",
                "To",
                "Share of full time",
                "Certificate held during that time",
            ),
        ),
        SIGNATURE,
    ),
)
COACHES_LAST_YEAR = Paper(
    "Coaches before the season: a checklist",
    "One sheet a coach, volunteers included, as it was used in the school year 2025-26.",
    (
        Part(
            "The coach holds",
            boxes=(
                "A coaching permit",
                "First aid",
                "CPR",
                "The concussion course, or its refresher",
            ),
        ),
        Part("The coach", blanks=("Name", "Sport and team", "Permit ends on")),
    ),
)
CLOSINGS_IN_MARCH = Paper(
    "School closings in spring 2020: first notice",
    "No longer in force. Kept for those who need to prove what applied then.",
    (
        Part(
            "What applied",
            (
                "By order of the Governor, classes in school buildings were canceled.",
                "In May 2020 a later notice extended this to the end of the school year 2019-20.",
            ),
        ),
    ),
)
MEALS_IN_MARCH = Paper(
    "Emergency meals in spring 2020: first notice",
    "No longer in force. Kept for those who need to prove what applied then.",
    (
        Part(
            "Who could be served",
            (
                (
                    "At a site of a district's own program: children who attended its schools, and everybody of 18 "
                    "years or younger in the same household."
                ),
                "In April 2020 a later notice added sites that served every child of 18 years or younger.",
            ),
        ),
    ),
)
