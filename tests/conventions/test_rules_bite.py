"""Each convention goes red on a planted sample and stays quiet on a good one."""

import pytest

from tests.conventions import source_rules, text_rules
from tests.conventions.project import Rule

NOT_DONE = "raise NotImplemented" + "Error"
LATER = "# TO" + "DO: later"
ELSEWHERE = 'PATH = "/wo' + 'rk/data"'
IGNORED = "x = y  # type: " + "ignore"
QUIETED = "x = y  # no" + "qa"
MAKER = "# written by Clau" + "de"

SAMPLES: list[tuple[Rule, str, str]] = [
    (
        source_rules.foreign_qt_modules,
        "from PySide6.QtCharts import QChart",
        "from PySide6.QtGui import QPen",
    ),
    (source_rules.foreign_qt_modules, "from PySide6 import QtSql", "from PySide6 import QtCore"),
    (source_rules.late_imports, "m = importlib.import_module('x')", "import x"),
    (source_rules.computer_times, "now = datetime.now(UTC)", "now = self.clock.now()"),
    (source_rules.computer_times, "d = datetime.date.today()", "d = date(2026, 11, 23)"),
    (source_rules.computer_times, "t = time.time()", "t = time.monotonic()"),
    (source_rules.days_of_the_computer, "told = f'{day:%b} {day.day}'", "told = f'{at:%H:%M}'"),
    (source_rules.days_of_the_computer, "told = day.strftime('%A')", "told = long_day(day)"),
    (source_rules.days_without_zone, "on = visit.at.date()", "on = local_day(visit.at, zone)"),
    (
        source_rules.capturing_lambdas,
        "b.clicked.connect(lambda: self.box.clear())",
        "b.clicked.connect(self.clear)",
    ),
    (
        source_rules.capturing_lambdas,
        "b.clicked.connect(lambda on, w=box: w)",
        "sort(key=lambda row: row.name)",
    ),
    (source_rules.spin_boxes, "box = QtWidgets.QDoubleSpinBox()", "box = QLineEdit()"),
    (source_rules.turning_lists, "box = QComboBox()", "isinstance(box, QComboBox)"),
    (source_rules.cut_texts, "edit.setMaxLength(200)", "edit = TextEdit(theme, 200)"),
    (
        source_rules.cut_texts,
        "edit = QLineEdit(maxLength=200)",
        "edit = QLineEdit(text)",
    ),
    (source_rules.cut_texts, "edit.setValidator(QIntValidator(0, 10))", "edit = NumberEdit(theme, rule)"),
    (source_rules.logged_patient_data, "log.info('%s', visit.note)", "log.info('%s', visit.id)"),
    (source_rules.logged_patient_data, "logging.error(f'{p.full_name} gone')", "print(p.full_name)"),
    (
        source_rules.undocumented,
        "def due():\n  a = b()\n  return a",
        "def due():\n  'D.'\n  a = b()\n  return a",
    ),
    (
        source_rules.undocumented,
        "class A:\n  def b(self):\n    c()\n    d()",
        "class A:\n  def b(self): c()\n  def _b(self):\n    c()\n    d()",
    ),
    (source_rules.module_without_docstring, "x = 1", "'''Numbers.'''\nx = 1"),
    (source_rules.global_state, "def f():\n  global x\n  x = 1", "x = 1"),
    (source_rules.broad_catches, "try: f()\nexcept Exception: pass", "try: f()\nexcept OSError: pass"),
    (source_rules.broad_catches, "try: f()\nexcept: pass", "try: f()\nexcept (KeyError, OSError): pass"),
    (
        source_rules.broad_catches,
        "try: f()\nexcept BaseException:\n  log(1)",
        "try: f()\nexcept BaseException:\n  close()\n  raise",
    ),
    (source_rules.unfinished, f"def f():\n  {NOT_DONE}('soon')", "def f():\n  raise ValueError"),
    (source_rules.poor_test_names, "def test_plan(): ...", "def test_that_a_stale_plan_is_refused(): ..."),
    (source_rules.toothless_tests, "def test_it(): run()", "def test_it(): assert run()"),
    (
        source_rules.toothless_tests,
        "def test_it():\n  go()\ndef go(): run()",
        "def test_it():\n  go()\ndef go(): assert run()",
    ),
    (
        source_rules.toothless_tests,
        "def test_it():\n  test_it()",
        "def test_it():\n  assert_red(run())",
    ),
    (source_rules.sleeps, "time.sleep(1)", "event.wait(1)"),
    (text_rules.machine_paths, ELSEWHERE, 'PATH = "resources/icons"'),
    (text_rules.talk_of_its_making, MAKER, "# source: RxNorm"),
    (text_rules.unfinished_marks, LATER, "# later visits come first"),
    (text_rules.unexplained_ignores, IGNORED, IGNORED + "[misc]  # the stub is wrong"),
    (text_rules.unexplained_ignores, "#\n" + QUIETED, "# after the gate\n" + QUIETED + ": E402"),
    (text_rules.unexplained_ignores, QUIETED, QUIETED + ": E402 - after the gate"),
]


@pytest.mark.parametrize(("rule", "bad", "good"), SAMPLES)
def test_that_the_rule_sees_the_bad_and_not_the_good(rule: Rule, bad: str, good: str) -> None:
    assert rule(bad)
    assert not rule(good)


def test_that_a_foreign_library_in_the_domain_is_seen() -> None:
    source = "from dataclasses import dataclass\nimport medmanager.domain.plan.plan\nimport dateutil.rrule"
    assert [text.split()[1] for text in source_rules.other_libraries(source, "medmanager.domain")] == [
        "dateutil.rrule"
    ]


def test_that_only_paths_of_a_document_are_taken_for_files() -> None:
    text = "See [walks](docs/walks.md), `ui/kit/tasks.py`, `Plan`, `ui/screens/<name>/view.py` and [home](https://x)."
    assert text_rules.mentioned_files(text) == ["docs/walks.md", "ui/kit/tasks.py"]


def test_that_methods_of_a_document_are_compared_with_those_of_the_source() -> None:
    assert text_rules.mentioned_methods("Then `Plans.sign` and `plan.sign`, `ui/kit`.") == ["Plans.sign"]
    assert source_rules.methods("class Plans:\n  limit: int\n  def sign(self): ...") == {
        "Plans.limit",
        "Plans.sign",
    }
