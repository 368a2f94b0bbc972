"""Conventions that are read off a file's syntax: each function takes source text and gives its findings."""

import ast
import sys
from collections.abc import Iterator
from functools import cache

Function = ast.FunctionDef | ast.AsyncFunctionDef

# Essentials and QtPdf under the LGPL. QtSql is left out on purpose: nothing but our own door opens a store.
QT_MODULES = {
    "QtCore",
    "QtGui",
    "QtWidgets",
    "QtSvg",
    "QtSvgWidgets",
    "QtPdf",
    "QtPdfWidgets",
    "QtPrintSupport",
}
CUTTING = {"setMaxLength", "setInputMask", "setValidator", "maxLength", "inputMask"}
SPIN_BOXES = {"QSpinBox", "QDoubleSpinBox", "QAbstractSpinBox"}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
LOGGERS = {"log", "logger", "logging", "_log", "_logger", "LOG", "LOGGER"}
PATIENT_WORDS = {
    "patient_name", "full_name", "first_name", "last_name", "given", "family", "birth_date", "born", "mrn",
    "phone", "email", "address", "note", "notes", "text", "body", "subject", "reason", "answer", "password",
    "key", "secret", "dose", "drug", "medication", "diagnosis", "allergy", "allergies",
}  # fmt: skip
ASSERTING = ("assert", "check", "expect", "must", "wait", "prove")


@cache
def parsed(source: str) -> ast.Module:
    """The tree of a file; nearly all rules read every file. Nobody changes a tree."""
    return ast.parse(source)


@cache
def nodes_of(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All nodes of a file, the nearest to the top first: each rule walks over every file."""
    return tuple(ast.walk(tree))


def imported_modules(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of every module or name that is imported, wherever in the file."""
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def foreign_qt_modules(source: str, allowed: set[str] = QT_MODULES) -> list[str]:
    """Qt modules that are not on the allow-list."""
    findings = []
    for line, name in imported_modules(parsed(source)):
        parts = name.split(".")
        if parts[0] == "PySide6" and (len(parts) == 1 or parts[1] not in allowed):
            findings.append(f"{line}: {name} is not on the list of allowed Qt modules")
    return findings


def other_libraries(source: str, own: str) -> list[str]:
    """Imports of anything but the standard library and the room `own`."""
    return [
        f"{line}: {name} is neither the standard library nor {own}"
        for line, name in imported_modules(parsed(source))
        if name.split(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith(f"{own}.")
    ]


def late_imports(source: str) -> list[str]:
    """Modules that are loaded by a call."""
    return [
        f"{node.lineno}: loads a module by a call"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Call) and last_name(node.func) in {"import_module", "__import__"}
    ]


def computer_times(source: str) -> list[str]:
    """Calls that ask the computer for the time or day."""
    findings = []
    for node in nodes_of(parsed(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, method = last_name(node.func.value), node.func.attr
            if (owner in {"datetime", "date"} and method in {"now", "utcnow", "today"}) or (
                owner == "time" and method in {"time", "localtime"}
            ):
                findings.append(f"{node.lineno}: {owner}.{method}() instead of the injected clock")
    return findings


def days_of_the_computer(source: str) -> list[str]:
    """Days formatted in the words of the computer's language: the window sets it for the whole program."""
    findings = []
    for node in nodes_of(parsed(source)):
        if isinstance(node, ast.Call) and last_name(node.func) == "strftime":
            findings.append(f"{node.lineno}: strftime instead of day_words")
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            written = ast.unparse(node.format_spec)
            if any(f"%{letter}" in written for letter in "aAbBcpxX"):
                findings.append(f"{node.lineno}: a day in the computer's language instead of day_words")
    return findings


def days_without_zone(source: str) -> list[str]:
    """Days cut straight off the instant of a record, which is UTC: in the evening it is tomorrow's."""
    return [
        f"{node.lineno}: {ast.unparse(node)} instead of local_day"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and isinstance(node.func.value, ast.Attribute)
    ]


def capturing_lambdas(source: str) -> list[str]:
    """Lambdas given to `connect` that use a name from outside: they keep widgets alive, or outlive them."""
    findings = []
    for node in nodes_of(parsed(source)):
        if isinstance(node, ast.Call) and last_name(node.func) == "connect":
            captured = sorted({name for argument in node.args for name in captured_names(argument)})
            if captured:
                findings.append(f"{node.lineno}: a lambda in connect captures {', '.join(captured)}")
    return findings


def captured_names(node: ast.AST) -> set[str]:
    """Names that the lambdas inside `node` take from outside, default values of their parameters included."""
    names: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Lambda):
            own = {argument.arg for argument in ast.walk(inner.args) if isinstance(argument, ast.arg)}
            defaults = [value for value in [*inner.args.defaults, *inner.args.kw_defaults] if value]
            names |= used_names(inner.body) - own | {name for value in defaults for name in used_names(value)}
    return names


def used_names(node: ast.AST) -> set[str]:
    """Every name that an expression mentions."""
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def spin_boxes(source: str) -> list[str]:
    """Uses of Qt's spin boxes, which cannot show "not asked"."""
    return [
        f"{node.lineno}: {last_name(node)} cannot show that nothing was entered"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.expr) and last_name(node) in SPIN_BOXES
    ]


def turning_lists(source: str) -> list[str]:
    """Lists made that take another choice when the page is scrolled under the mouse."""
    return [
        f"{node.lineno}: QComboBox turns with the wheel; PullDown does not"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Call) and last_name(node.func) == "QComboBox"
    ]


def cut_texts(source: str) -> list[str]:
    """Fields that drop a part of what is typed or pasted without a word, by a method or an argument."""
    return [
        f"{node.lineno}: {name} drops text without a word; a TextEdit keeps it whole and tells its limit"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Call)
        for name in (last_name(node.func), *(keyword.arg for keyword in node.keywords))
        if name in CUTTING
    ]


def logged_patient_data(source: str) -> list[str]:
    """Arguments of logging calls whose names say that they hold what must not be logged."""
    findings = []
    for node in nodes_of(parsed(source)):
        if isinstance(node, ast.Call) and is_logging(node.func):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            told = sorted({name for value in values for name in names_in(value) if name in PATIENT_WORDS})
            findings += [f"{node.lineno}: logs {', '.join(told)}"] if told else []
    return findings


def is_logging(function: ast.expr) -> bool:
    """Whether a call goes to a logger."""
    return isinstance(function, ast.Attribute) and (
        function.attr in LOG_METHODS and last_name(function.value) in LOGGERS
    )


def names_in(node: ast.AST) -> Iterator[str]:
    """The last names of everything mentioned: `visit.note` gives `note` and `visit`."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name | ast.Attribute):
            yield last_name(inner)


def last_name(node: ast.AST) -> str:
    """`c` of `a.b.c`, the name of a name, else nothing."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def undocumented(source: str) -> list[str]:
    """Public functions and methods that do more than one thing and do not say what they give.

    Whatever is a single statement, such as a property that adds two fields, is said by its name and types.
    """
    return [text for node in parsed(source).body for text in undocumented_in(node)]


def undocumented_in(node: ast.stmt) -> list[str]:
    """A public function without a docstring, and such methods of a public class."""
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
        return [text for child in node.body for text in undocumented_in(child)]
    is_silent = isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node)
    if isinstance(node, Function) and is_silent and len(node.body) > 1:
        return [f"{node.lineno}: {node.name} has no docstring"]
    return []


def module_without_docstring(source: str) -> list[str]:
    """A file that holds something and does not say what."""
    tree = parsed(source)
    return ["1: the file does not say what it holds"] if tree.body and not ast.get_docstring(tree) else []


def global_state(source: str) -> list[str]:
    """`global` statements."""
    return [
        f"{node.lineno}: global {', '.join(node.names)}"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Global)
    ]


def broad_catches(source: str) -> list[str]:
    """`except:`, `except Exception` and `except BaseException` that do not end by raising."""
    return [
        f"{node.lineno}: catches everything"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or last_name(node.type) in {"Exception", "BaseException"})
        and not isinstance(node.body[-1], ast.Raise)
    ]


def unfinished(source: str) -> list[str]:
    """Functions that raise NotImplementedError."""
    return [
        f"{node.lineno}: NotImplementedError"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Raise) and node.exc is not None
        for name in names_in(node.exc)
        if name == "NotImplementedError"
    ]


def all_tests(tree: ast.AST) -> Iterator[Function]:
    """Every test of a file, those in classes too."""
    for node in nodes_of(tree):
        if isinstance(node, Function) and node.name.startswith("test_"):
            yield node


def poor_test_names(source: str) -> list[str]:
    """Tests whose name is no sentence: fewer than four words after `test`."""
    return [
        f"{node.lineno}: {node.name} is no sentence"
        for node in all_tests(parsed(source))
        if len(node.name.removeprefix("test_").split("_")) < 4 or node.name != node.name.lower()
    ]


def toothless_tests(source: str) -> list[str]:
    """Tests that can only fail by accident.

    An assertion counts when it stands in the test, in a function of the same file that it calls, or in one
    whose name says so (`assert_...`, `check_...`, `wait_until...`).
    """
    tree = parsed(source)
    helpers = {node.name: node for node in nodes_of(tree) if isinstance(node, Function)}
    return [
        f"{node.lineno}: {node.name} asserts nothing"
        for node in all_tests(tree)
        if not asserts(node, helpers, set())
    ]


def asserts(node: ast.AST, helpers: dict[str, Function], seen: set[str]) -> bool:
    """Whether `node` contains an assertion, or calls something that does."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assert):
            return True
        if isinstance(inner, ast.Call):
            name = last_name(inner.func)
            if name in {"raises", "warns", "fail"} or name.lstrip("_").startswith(ASSERTING):
                return True
            if name in helpers and name not in seen and asserts(helpers[name], helpers, seen | {name}):
                return True
    return False


def sleeps(source: str) -> list[str]:
    """Waiting by the clock in a test."""
    return [
        f"{node.lineno}: sleeps instead of waiting for something"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.Call) and last_name(node.func) in {"sleep", "qSleep", "qWait"}
    ]


def methods(source: str) -> set[str]:
    """Every method and class attribute of a file, as `Class.name`."""
    return {
        f"{node.name}.{name}"
        for node in nodes_of(parsed(source))
        if isinstance(node, ast.ClassDef)
        for child in node.body
        for name in names_defined(child)
    }


def names_defined(node: ast.stmt) -> list[str]:
    """The name that a statement of a class body gives to something."""
    if isinstance(node, Function):
        return [node.name]
    return [node.target.id] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []
