"""Scenes of the safety panel: reasons given, a second confirmation, nothing to say, and the export."""

from datetime import date

from PySide6.QtWidgets import QWidget

from medmanager.domain.override import Grounds, OverrideReason
from tests.builders import a_step, an_item
from tests.hand import Hand
from tests.scenes.places import section, somebody
from tests.scenes.scene import Scene, the_dialog, the_window
from tests.stage import TODAY, Stage
from ui.screens.settings.presenter import SAFETY

ANSWERED, OPEN, CALM = "Dunn", "Salas", "Holm"
"""Whose grave alerts have their reasons, whose have none, and who has no alert."""
ALARMING = ("phenelzine", "moonwater")
GROUNDS = Grounds(
    OverrideReason.CROSS_TAPER, "In hospital for the switch, watched day and night", date(2026, 12, 11), True
)


def _alarming(stage: Stage, who: str) -> QWidget:
    """A draft with a contraindicated pair and a name that the knowledge base does not have."""
    plans, patient = stage.services.plans, somebody(stage, who)
    if plans.draft(patient) is None:
        stage.application.feed.publish(plans.begin(patient))
    for name in ALARMING:
        draft = plans.draft(patient)
        assert draft is not None, "it was begun just now"
        if not any(item.medicine.generic == name for item in draft.items):
            stage.application.feed.publish(plans.keep_line(draft, an_item(name, a_step(TODAY))))
    stage.workspace.open_patient(patient, "plan", None)
    return the_window(stage)


def _answered(stage: Stage) -> QWidget:
    """Every grave alert has its reason."""
    window = _alarming(stage, ANSWERED)
    safety, patient = stage.services.safety, somebody(stage, ANSWERED)
    draft = stage.services.plans.draft(patient)
    for one in safety.report(patient, draft).alerts:
        if draft is not None and one.is_open and one.must_be_answered:
            stage.application.feed.publish(safety.override(draft, one.alert, GROUNDS))
    stage.settle()
    return window


def _edited(stage: Stage) -> QWidget:
    _answered(stage)
    Hand(stage).click("Edit reason")
    return the_dialog(stage)


def _unconfirmed(stage: Stage) -> QWidget:
    """A contraindication that is to be overridden without a word or a tick."""
    _alarming(stage, OPEN)
    Hand(stage).click("Give a reason…")
    Hand(stage).click("Keep the reason")
    return the_dialog(stage)


def _signing(stage: Stage) -> QWidget:
    _answered(stage)
    Hand(stage).click("Sign plan…")
    return the_dialog(stage)


def _not_signed(stage: Stage) -> QWidget:
    """What is open stands in the way of the signature."""
    _alarming(stage, OPEN)
    Hand(stage).click("Sign plan…")
    dialog = the_dialog(stage)
    Hand(stage).click(dialog.windowTitle())
    return dialog


def _calm(stage: Stage) -> QWidget:
    stage.workspace.open_patient(somebody(stage, CALM), "plan", None)
    return the_window(stage)


def _reviewed(stage: Stage) -> QWidget:
    """The reasons that were given, as the safety owner of the practice looks them over."""
    _answered(stage)
    return section(SAFETY)(stage)


PLAN_SAFETY = (
    Scene("plan-answered", _answered),
    Scene("plan-calm", _calm),
    Scene("dialog-reason-edited", _edited),
    Scene("dialog-reason-unconfirmed", _unconfirmed),
    Scene("dialog-sign-answered", _signing),
    Scene("dialog-sign-refused", _not_signed),
    Scene("settings-safety-review", _reviewed),
)
