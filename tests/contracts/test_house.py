"""The house rules that a machine can read: sizes, docstrings, names of modules, reasons for late imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FOLDERS = ("site", "content", "portal_plugins", "benchmarks", "tools")
MODULE_LINES, TEST_LINES, FUNCTION_LINES, DOCSTRING_LINES = 300, 400, 50, 6
BANNED_NAMES = {
    "utils",
    "helpers",
    "common",
    "misc",
    "services",
    "manager",
    "managers",
    "functions",
}


def list_modules(*folders: str) -> Iterator[Path]:
    """Yield every module below the folders but migrations, which Django writes."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def list_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def list_late_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield imports inside functions."""
    for function in list_functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node


def describe(path: Path, fault: str) -> str:
    """Return one line that names the place."""
    return f"{path.relative_to(ROOT)}: {fault}"


def find_faults(path: Path) -> list[str]:
    """Return what a module does against the house rules."""
    text = path.read_text()
    tree, lines = ast.parse(text), text.splitlines()
    faults = []
    if len(lines) > MODULE_LINES:
        faults.append(f"{len(lines)} lines, at most {MODULE_LINES}")
    if path.stem in BANNED_NAMES:
        faults.append("the name says nothing about what is in it")
    docstring = ast.get_docstring(tree)
    if docstring is None and lines:
        faults.append("no module docstring")
    elif docstring and len(docstring.splitlines()) > DOCSTRING_LINES:
        faults.append(f"module docstring over {DOCSTRING_LINES} lines")
    for function in list_functions(tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES:
            faults.append(f"{function.name} has {length} lines, at most {FUNCTION_LINES}")
    for node in list_late_imports(tree):
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        if not any("#" in line for line in lines[first:last]):
            faults.append(f"line {node.lineno}: an import inside a function without its reason")
    return [describe(path, fault) for fault in faults]


def test_modules_follow_the_house_rules() -> None:
    faults = [fault for path in list_modules(*SOURCE_FOLDERS) for fault in find_faults(path)]

    assert not faults, "\n".join(faults)


def test_tests_stay_short_enough_to_read() -> None:
    long = [
        describe(path, f"{count} lines, at most {TEST_LINES}")
        for path in list_modules("tests")
        if (count := len(path.read_text().splitlines())) > TEST_LINES
    ]

    assert not long, "\n".join(long)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("x = 1\n", "no module docstring"),
        ('"""' + "line\n" * 9 + '"""\n', "module docstring over 6 lines"),
        ('"""D."""\n' + "x = 1\n" * 300, "301 lines, at most 300"),
        ('"""D."""\n\n\ndef f():\n' + "    x = 1\n" * 50, "f has 51 lines, at most 50"),
        (
            '"""D."""\n\n\ndef f():\n    import os\n',
            "line 5: an import inside a function without its reason",
        ),
    ],
)
def test_house_rule_when_broken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, fault: str
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    module = tmp_path / "module.py"
    module.write_text(source)

    assert find_faults(module) == [f"module.py: {fault}"]


def test_module_with_a_name_that_says_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    module = tmp_path / "utils.py"
    module.write_text('"""Everything."""\n')

    assert find_faults(module) == ["utils.py: the name says nothing about what is in it"]
