"""Random edits of a definition in canonical form, as two people might make them; not every result may be published."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from portal.definitions.serialization import dump_wizard
from portal.sdk.testing.strategies import wizard_specs

Data = dict[str, Any]
MOST_EDITS = 5
WORDS = st.sampled_from(["Erste", "Zweite", "Dritte"])


@st.composite
def edited(draw: DrawFn, base: Data) -> Data:
    """Draw a definition that somebody has made of another."""
    data = deepcopy(base)
    for _number in range(draw(st.integers(0, MOST_EDITS))):
        draw(st.sampled_from(EDITS))(draw, data)
    return data


@st.composite
def three_versions(draw: DrawFn) -> tuple[Data, Data, Data]:
    """Draw a definition and two that were made of it."""
    base = dump_wizard(draw(wizard_specs()))
    return base, draw(edited(base)), draw(edited(base))


def reword_the_wizard(draw: DrawFn, data: Data) -> None:
    """Change what is said of the whole."""
    data["title"] = {**data["title"], draw(st.sampled_from(["en", "es"])): draw(WORDS)}
    data["minutes"] = draw(st.integers(1, 30))
    data["renews"] = draw(st.lists(st.sampled_from(["initial", "professional"]), unique=True))
    if not data["renews"]:
        del data["renews"]


def write_a_message(draw: DrawFn, data: Data) -> None:
    """Write own words for something that is mailed, or take those away."""
    kind = draw(st.sampled_from(["application_approved", "application_submitted"]))
    others = [each for each in data.get("messages", ()) if each["kind"] != kind]
    said = {"kind": kind, "body": {"en": draw(WORDS), "es": draw(WORDS)}}
    messages = others + ([said] if draw(st.booleans()) else [])
    data["messages"] = sorted(messages, key=lambda each: str(each["kind"]))
    if not messages:
        del data["messages"]


def turn_the_steps(draw: DrawFn, data: Data) -> None:
    """Put the steps in another order."""
    data["steps"] = draw(st.permutations(data["steps"]))


def add_a_step(draw: DrawFn, data: Data) -> None:
    """Add a step of one question."""
    step_id = draw(st.sampled_from(["new_a", "new_b"]))
    question = {"id": f"{step_id}_q", "type": "text", "label": {"en": draw(WORDS), "es": "x"}}
    if all(step["id"] != step_id for step in data["steps"]) and not find(data, question["id"]):
        step = {"id": step_id, "title": {"en": "New", "es": "Nuevo"}, "kind": "fields"}
        data["steps"].insert(
            draw(st.integers(0, len(data["steps"]))), {**step, "fields": [question]}
        )


def remove_a_step(draw: DrawFn, data: Data) -> None:
    """Remove a step with its questions."""
    if len(data["steps"]) > 1:
        data["steps"].remove(draw(st.sampled_from(data["steps"])))


def edit_a_step(draw: DrawFn, data: Data) -> None:
    """Reword a step, or let it always apply."""
    step = draw(st.sampled_from(data["steps"]))
    step["title"] = {**step["title"], "en": draw(WORDS)}
    if draw(st.booleans()):
        step.pop("condition", None)


def move_a_question(draw: DrawFn, data: Data) -> None:
    """Put a question elsewhere, on the same step or another."""
    homes = [step for step in data["steps"] if step.get("fields")]
    if homes:
        home, target = draw(st.sampled_from(homes)), draw(st.sampled_from(data["steps"]))
        question = draw(st.sampled_from(home["fields"]))
        home["fields"].remove(question)
        listed = target.setdefault("fields", [])
        listed.insert(draw(st.integers(0, len(listed))), question)
        drop_empty(data)


def remove_a_question(draw: DrawFn, data: Data) -> None:
    """Remove a question."""
    homes = [step for step in data["steps"] if step.get("fields")]
    if homes:
        home = draw(st.sampled_from(homes))
        home["fields"].remove(draw(st.sampled_from(home["fields"])))
        drop_empty(data)


def edit_a_question(draw: DrawFn, data: Data) -> None:
    """Reword a question, set a limit, or turn and remove its choices or rows."""
    asked = [question for step in data["steps"] for question in step.get("fields", ())]
    if not asked:
        return
    question = draw(st.sampled_from(asked))
    question["label"] = {**question["label"], draw(st.sampled_from(["en", "es"])): draw(WORDS)}
    if draw(st.booleans()):
        question["options"] = {**question.get("options", {}), "max_length": draw(st.integers(1, 3))}
    for listed in ("choices", "rows"):
        if question.get(listed):
            question[listed] = draw(st.permutations(question[listed]))[: draw(st.integers(1, 5))]
            question[listed][0] = {**question[listed][0], "label": {"en": draw(WORDS), "es": "y"}}


def find(data: Data, question_id: str) -> bool:
    """Tell whether a question is asked."""
    return any(q["id"] == question_id for step in data["steps"] for q in step.get("fields", ()))


def drop_empty(data: Data) -> None:
    """Leave out lists that hold nothing, as the canonical form does."""
    for step in data["steps"]:
        if not step.get("fields", True):
            del step["fields"]


EDITS = [
    reword_the_wizard,
    write_a_message,
    turn_the_steps,
    add_a_step,
    remove_a_step,
    edit_a_step,
    move_a_question,
    remove_a_question,
    edit_a_question,
]
