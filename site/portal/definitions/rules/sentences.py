"""Rules and traces in plain words, in the reader's language.

Wording only. `labels` names the fields and record paths; "field=value" in it names a choice, and
"field:type" says "date" of what holds a day. Values and verdicts come from the nodes and the trace.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.definitions.rules.calls import FunctionName
from portal.definitions.rules.nodes import (
    Compare,
    CompareOp,
    Contains,
    Group,
    GroupOp,
    IsAnswered,
    OneOf,
    Rule,
)
from portal.definitions.rules.offered import find_offered_function
from portal.definitions.rules.operands import Answer, AsOf, Call, Constant, Operand, Record
from portal.definitions.rules.shifts import SHIFTS, shift_words
from portal.definitions.rules.trace import Reading, TracedLeaf
from portal.definitions.rules.value_data import value_from_data
from portal.definitions.rules.values import Items, Reason, ValueType
from portal.definitions.rules.wording import (
    AS_OF,
    CALLS,
    COMPARISONS,
    DATE_COMPARISONS,
    JOINS,
    REASONS,
    VERDICTS,
    constant_words,
    value_words,
)
from portal.definitions.texts import reader_language

TYPE = ":type"
"""What follows a name in the labels where they give the type of its values."""
ARITHMETIC = frozenset({FunctionName.ADD, FunctionName.SUBTRACT, FunctionName.MULTIPLY})
SIDES = 2
_FACTS = frozenset({"answer", "record", "as_of"})

Labels = Mapping[str, str]


def sentence(rule: Rule, labels: Labels) -> str:
    """Return what a rule demands, as one sentence without a full stop."""
    match rule:
        case Group():
            return _group(rule, labels)
        case Compare():
            return _compare(rule, labels)
        case OneOf(operand, (only,)):
            return _compare(Compare(CompareOp.EQ, operand, only), labels)
        case OneOf():
            choices = ", ".join(_constant(each, rule.operand, labels) for each in rule.choices)
            parts = {"left": operand_words(rule.operand, labels), "choices": choices}
            return _("%(left)s is one of: %(choices)s") % parts
        case Contains():
            item = _beside(rule.item, rule.operand, labels)
            parts = {"left": operand_words(rule.operand, labels), "item": item}
            return _("%(left)s includes %(item)s") % parts
        case IsAnswered():
            return _("%(left)s is given") % {"left": operand_words(rule.operand, labels)}


def leaf_sentence(leaf: TracedLeaf, labels: Labels) -> str:
    """Return a traced leaf as a sentence: the demand, the verdict, and the values behind it."""
    parts = {
        "demand": sentence(leaf.leaf, labels),
        "verdict": _verdict(leaf),
    }
    facts = [reading for reading in leaf.readings if reading.source in _FACTS]
    if not facts:
        return _("%(demand)s: %(verdict)s") % parts
    parts["values"] = "; ".join(reading_words(reading, labels) for reading in facts)
    return _("%(demand)s: %(verdict)s (%(values)s)") % parts


def _verdict(leaf: TracedLeaf) -> str:
    """Word the verdict; what an answer can still settle is "not known yet"."""
    if leaf.reason in (None, Reason.UNANSWERED):
        return str(VERDICTS[leaf.truth])
    return _("cannot be decided")


def reading_words(reading: Reading, labels: Labels) -> str:
    """Return one value of a trace, named; a sensitive one is not shown."""
    name = _label(reading.name, labels) if reading.name else str(AS_OF)
    if reading.reason is not None:
        value = str(REASONS[reading.reason])
    elif reading.masked:
        value = _("not shown")
    else:
        value = _reading_value(reading, labels) + ("…" if reading.cut else "")
    return _("%(name)s: %(value)s") % {"name": name, "value": value}


def operand_words(operand: Operand, labels: Labels) -> str:
    """Return what an operand stands for."""
    match operand:
        case Answer():
            return _label(operand.field, labels)
        case Record():
            return _label(operand.path, labels)
        case Constant():
            return constant_words(operand.value)
        case AsOf():
            return str(AS_OF)
        case Call():
            return _call(operand, labels)


def _group(group: Group, labels: Labels) -> str:
    match group:
        case Group(GroupOp.NONE, (IsAnswered(operand),)):
            return _("%(left)s is not given") % {"left": operand_words(operand, labels)}
        case Group(GroupOp.NONE, (Contains(operand, item),)):
            parts = {"left": operand_words(operand, labels), "item": _beside(item, operand, labels)}
            return _("%(left)s does not include %(item)s") % parts
    rules = [_nested(rule, labels) for rule in group.rules]
    if group.op is GroupOp.NONE:
        listed = "; ".join(rules)
        text = ngettext("it is not so that %(rules)s", "none of these is so: %(rules)s", len(rules))
        return text % {"rules": listed}
    joined = rules[0]
    for each in rules[1:]:
        joined = str(JOINS[group.op]) % {"first": joined, "second": each}
    return joined


def _nested(rule: Rule, labels: Labels) -> str:
    words = sentence(rule, labels)
    return f"({words})" if isinstance(rule, Group) and len(rule.rules) > 1 else words


def _compare(rule: Compare, labels: Labels) -> str:
    dated = _is_date(rule.left, labels) or _is_date(rule.right, labels)
    wording = DATE_COMPARISONS.get(rule.op) if dated else None
    match rule:
        case Compare(op=CompareOp.NE, right=Constant(value=bool(said))):
            rule = Compare(CompareOp.EQ, rule.left, Constant(ValueType.YES_NO, not said))
    parts = {
        "left": _beside(rule.left, rule.right, labels),
        "right": _beside(rule.right, rule.left, labels),
    }
    return str(wording or COMPARISONS[rule.op]) % parts


def _beside(operand: Operand, other: Operand, labels: Labels) -> str:
    """Word an operand; a constant beside a choice gets the choice's own label."""
    if isinstance(operand, Constant):
        return _constant(operand, other, labels)
    return operand_words(operand, labels)


def _constant(constant: Constant, beside: Operand, labels: Labels) -> str:
    words = constant_words(constant.value)
    match beside:
        case Answer(field=name) | Record(path=name):
            return labels.get(f"{name}={constant.value}", words)
        case _:
            return words


def _call(call: Call, labels: Labels) -> str:
    if call.function in SHIFTS and len(call.arguments) == SIDES:
        return shift_words(call, lambda operand: operand_words(operand, labels))
    words = [_argument(each, call, labels) for each in call.arguments]
    if call.function not in CALLS:
        offered = find_offered_function(call.function)
        language = reader_language()
        return offered.words(language, words) if offered else call.function
    joined = words[0]
    for each in words[1:]:
        joined = str(CALLS[call.function]) % {"first": joined, "second": each}
    return joined if words[1:] else str(CALLS[call.function]) % {"first": joined}


def _argument(operand: Operand, of: Call, labels: Labels) -> str:
    """Word what a function works with; arithmetic within arithmetic is bracketed, or it would read as another sum."""
    words = operand_words(operand, labels)
    is_within = isinstance(operand, Call) and operand.function in ARITHMETIC
    return f"({words})" if is_within and of.function in ARITHMETIC else words


def _is_date(operand: Operand, labels: Labels) -> bool:
    if isinstance(operand, Answer | Record):
        name = operand.field if isinstance(operand, Answer) else operand.path
        return labels.get(f"{name}{TYPE}") == ValueType.DATE
    if isinstance(operand, Call):
        offered = find_offered_function(operand.function)
        if offered is not None:
            return offered.declared.gives is ValueType.DATE
        return operand.function in SHIFTS
    return isinstance(operand, AsOf) or (
        isinstance(operand, Constant) and operand.kind is ValueType.DATE
    )


def _label(name: str, labels: Labels) -> str:
    return labels.get(name) or name.rpartition(".")[2].replace("_", " ")


def _reading_value(reading: Reading, labels: Labels) -> str:
    if reading.kind is None:
        return ""
    value = value_from_data(reading.kind, reading.value)
    if isinstance(value, Reason):
        return str(REASONS[value])
    if isinstance(value, Items):
        words = [labels.get(f"{reading.name}={each}") for each in value.values]
        return ", ".join(filter(None, words)) if all(words) and words else value_words(value)
    return labels.get(f"{reading.name}={value}", value_words(value))
