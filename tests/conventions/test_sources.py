"""The conventions hold in every file of the project."""

from collections.abc import Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from sizes import sizes
from tests.conventions import source_rules, text_rules
from tests.conventions.project import DOCUMENTS, ROOMS, ROOT, Rule, findings, own_words, report, sources

POOR_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "stuff"}
SAMPLES = "tests/conventions/test_rules_bite.py"
MAY_CATCH_ALL = ("ui/kit/tasks.py", "ui/kit/crash.py")
# What takes long to load waits until it is needed: the window for headless commands, the workspace until
# somebody has signed in, the rooms of later.py, Alembic. The keychain's backends have errors that
# only some systems know.
MAY_LOAD_LATE = (
    "main.py",
    "medmanager/later.py",
    "medmanager/persistence/schema.py",
    "medmanager/persistence/secrets.py",
    "ui/app.py",
    "ui/shell/ahead.py",
)
# The demo is told in local time, and so is the last dose of lithium before a level.
LOCAL_TIMES = ("medmanager/demo/", "medmanager/documents/monitoring/page.py")


@pytest.fixture(scope="module", autouse=True)
def trees_let_go() -> Iterator[None]:
    """The trees of all sources are a million objects, at which later collections of garbage would look."""
    yield
    source_rules.parsed.cache_clear()


def check(rule: Rule, *places: str, but: tuple[str, ...] = ()) -> None:
    found = findings(rule, sources(*places), SAMPLES, *but)
    assert not found, report(found)


def test_that_only_allowed_qt_modules_are_imported() -> None:
    check(source_rules.foreign_qt_modules, "main.py", "medmanager", "ui", "packaging")
    check(partial(source_rules.foreign_qt_modules, allowed=source_rules.QT_MODULES | {"QtTest"}), "tests")


@pytest.mark.parametrize("name", ["PySide6", "PySide6_Addons"])
def test_that_the_addons_with_their_other_licences_are_not_installed(name: str) -> None:
    with pytest.raises(PackageNotFoundError):
        distribution(name)


def test_that_the_domain_needs_the_standard_library_only() -> None:
    check(partial(source_rules.other_libraries, own="medmanager.domain"), "medmanager/domain")


def test_that_modules_are_loaded_late_only_where_it_is_written_down() -> None:
    check(source_rules.late_imports, "main.py", "medmanager", "ui", but=MAY_LOAD_LATE)


def test_that_only_the_clock_asks_the_computer_for_the_time() -> None:
    check(source_rules.computer_times, "main.py", "medmanager", "ui", but=("medmanager/clock.py",))


def test_that_days_are_told_in_the_same_words_whatever_the_language_of_the_computer() -> None:
    check(source_rules.days_of_the_computer, "main.py", "medmanager", "ui", "packaging")


def test_that_the_day_of_an_instant_is_the_practice_s() -> None:
    check(source_rules.days_without_zone, "ui", "medmanager", but=LOCAL_TIMES)


def test_that_no_connected_lambda_captures_a_widget() -> None:
    check(source_rules.capturing_lambdas, "ui")


def test_that_there_are_no_spin_boxes_anywhere() -> None:
    check(source_rules.spin_boxes, "ui")


def test_that_no_list_takes_another_choice_when_the_page_is_scrolled() -> None:
    check(source_rules.turning_lists, "ui")


def test_that_no_field_cuts_what_is_typed_without_a_word() -> None:
    check(source_rules.cut_texts, "ui")


def test_that_no_log_line_names_patient_data() -> None:
    check(source_rules.logged_patient_data, "main.py", "medmanager", "ui")


def test_that_public_functions_say_what_they_give() -> None:
    rooms = ("domain", "services", "documents", "exchange")
    check(source_rules.undocumented, *(f"medmanager/{room}" for room in rooms))


def test_that_every_file_says_what_it_holds() -> None:
    check(source_rules.module_without_docstring, "main.py", *ROOMS)


def test_that_nothing_is_kept_in_globals() -> None:
    check(source_rules.global_state, "main.py", "medmanager", "ui", "packaging")


def test_that_only_the_door_and_the_hooks_catch_everything() -> None:
    check(source_rules.broad_catches, "main.py", "medmanager", "ui", "packaging", but=MAY_CATCH_ALL)


def test_that_nothing_is_left_unfinished() -> None:
    check(source_rules.unfinished, "main.py", *ROOMS)
    found = findings(text_rules.unfinished_marks, own_words())
    assert not found, report(found)


def test_that_every_ignore_gives_its_code_and_reason() -> None:
    check(text_rules.unexplained_ignores, "main.py", *ROOMS)


def test_that_test_names_are_sentences() -> None:
    check(source_rules.poor_test_names, "tests")


def test_that_every_test_asserts_something() -> None:
    check(source_rules.toothless_tests, "tests")


def test_that_tests_do_not_sleep_by_the_clock() -> None:
    check(source_rules.sleeps, "tests", but=("tests/bench",))


@pytest.mark.parametrize("rule", [text_rules.machine_paths, text_rules.talk_of_its_making])
def test_that_the_project_speaks_only_of_itself(rule: Rule) -> None:
    found = findings(rule, own_words(), "tests/conventions/")
    assert not found, report(found)


def test_that_documents_mention_only_files_that_exist() -> None:
    missing = [
        f"{document}: {name}"
        for document in DOCUMENTS
        for name in text_rules.mentioned_files((ROOT / document).read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    ]
    assert not missing, report(missing)


def test_that_documents_name_only_methods_that_exist() -> None:
    known = {
        name for path in sources("medmanager", "ui") for name in source_rules.methods(path.read_text("utf-8"))
    }
    missing = [
        f"{document}: {name}"
        for document in DOCUMENTS
        for name in text_rules.mentioned_methods((ROOT / document).read_text(encoding="utf-8"))
        if name not in known
    ]
    assert not missing, report(missing)


def test_that_no_file_or_function_is_past_its_limit() -> None:
    over = [str(size) for size in sizes() if size.over]
    assert not over, report(over)


def test_that_files_are_named_after_what_they_hold() -> None:
    poor = [
        str(path) for path in sources("main.py", "medmanager", "ui", "packaging") if path.stem in POOR_NAMES
    ]
    assert not poor, report(poor)


def test_that_packaging_does_not_hide_the_library_of_its_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_that_init_files_are_empty_except_for_the_wiring_of_screens() -> None:
    full = [str(path) for path in sources(*ROOMS) if path.name == "__init__.py" and must_be_empty(path)]
    assert not full, report(full)


def must_be_empty(path: Path) -> bool:
    """Whether an `__init__` holds something although it is not the wiring of a screen."""
    return bool(path.read_text(encoding="utf-8").strip()) and path.parents[1] != ROOT / "ui" / "screens"
