"""Scenes of the line editor: finding a medicine, writing one, what is wrong, what is handed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from medmanager.domain.plan.dose import AsNeeded, DoseStep, Form, Slot, Strength
from medmanager.domain.plan.plan import PlanItem, Supply
from tests.builders import a_step, an_item, tablets
from tests.hand import Hand
from tests.scenes.dialogs import DRAFTED, a_draft
from tests.scenes.places import somebody
from tests.scenes.scene import Scene, the_dialog, the_window
from tests.stage import TODAY, Stage
from ui.screens.plan.finder.rows import Command
from ui.screens.plan.view import PlanView

LONG = "A medicine whose name and words go on and on, as they do when somebody pastes a whole label. "
RIGHT_TO_LEFT = "دواء للنوم"
LATER = TODAY + timedelta(days=14)


def _view(stage: Stage) -> PlanView:
    """The plan of somebody while it is changed, no line open."""
    a_draft(stage)
    if Hand(stage).sees("Dismiss"):
        Hand(stage).click("Dismiss")
    return _view_as_it_is(stage)


def _view_as_it_is(stage: Stage) -> PlanView:
    assert stage.workspace.front is not None, "a chart is open"
    view = stage.workspace.front.widget.findChild(PlanView)
    assert view is not None, "the plan tab is in front"
    return view


def _finder(stage: Stage) -> QWidget:
    """Everything at hand, before anything is typed."""
    return _found(stage, "")


def _finder_typed(stage: Stage) -> QWidget:
    return _found(stage, "ser")


def _finder_misspelt(stage: Stage) -> QWidget:
    return _found(stage, "bupropon")


def _found(stage: Stage, text: str) -> QWidget:
    box = _view(stage).steps.add_box
    box.window().activateWindow()
    box.setFocus()
    box.setText(text)
    box.open_list()
    return the_window(stage)


def _new(stage: Stage) -> QWidget:
    _view(stage).steps.medicine_picked.emit("sertraline")
    return the_window(stage)


def _problems(stage: Stage) -> QWidget:
    """Kept with nothing right in it."""
    editor = _view(stage).steps.editor
    _view_as_it_is(stage).steps.medicine_picked.emit("sertraline")
    stage.settle()
    typed = editor.collect()
    row = replace(typed.rows[0], strength="37 mg", counts=("O.5", "", "1,5", ""), through="soon")
    also = replace(row, start="Nov 8", through="", strength=".5", counts=("½", "", "", ""))
    editor.show_rows(replace(typed, rows=(row, also)))
    for name, text in (("supply_days", "1,000"), ("purpose", ""), ("question", "a\u202eb")):
        editor.show_text(name, text)
    editor.typed.emit(editor.collect())
    stage.settle()
    editor.save_requested.emit()
    return the_window(stage)


def _unknown_strength(stage: Stage) -> QWidget:
    """A strength that nobody sells, halves of what is not known to be scored, words without translation."""
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("37"))
    item = replace(
        a_lamotrigine(first, a_step(LATER, None, tablets("50", Slot.MORNING, "0.5"))), form=Form.ODT
    )
    return _begun(stage, replace(item, directions="Hide it from the dog."))


def _long(stage: Stage) -> QWidget:
    item = a_lamotrigine(a_step(TODAY))
    item = replace(item, purpose=RIGHT_TO_LEFT, cost_concern=RIGHT_TO_LEFT)
    return _begun(stage, replace(item, benefit=LONG * 2, question=LONG * 2, directions=LONG * 2))


def _needed(stage: Stage) -> QWidget:
    needed = AsNeeded("panic", Strength(Decimal("0.5")), Decimal(1), 6, Decimal(3))
    item = replace(an_item("lorazepam", DoseStep(TODAY, None, as_needed=needed)), purpose="for panic")
    return _begun(stage, replace(item, supply=Supply(30, 1)))


def _supply(stage: Stage) -> QWidget:
    first = a_step(TODAY, LATER - timedelta(days=1), tablets("25", Slot.MORNING, "0.5"))
    then = a_step(LATER, None, tablets("25", Slot.MORNING, "1"), tablets("100", Slot.BEDTIME, "1.5"))
    item = replace(a_lamotrigine(first, then), supply=Supply(31, 2), question="Can I drink coffee?")
    window = _begun(stage, item)
    _view_as_it_is(stage).steps.editor.go_to("supply_days")
    stage.settle()
    return window


def _protocol(stage: Stage) -> QWidget:
    """A shipped protocol as a line that waits to be read."""
    starter = next(one for one in stage.services.protocols.shelf().starters if one.key == "lithium-er")
    _view(stage).steps.medicine_picked.emit(starter)
    return the_window(stage)


def _saved(stage: Stage) -> QWidget:
    _supply(stage)
    _view_as_it_is(stage).steps.editor.protocol_wanted.emit()
    return the_dialog(stage)


def _protocols(stage: Stage) -> QWidget:
    """The protocols of the practice, to be renamed or retired."""
    if stage.services.protocols.shelf().protocols:
        _view(stage)
    else:
        _saved(stage)
        Hand(stage).click("Save protocol")
        # It says where to find it: a notice that would stand in the pictures of other scenes too.
        Hand(stage).click("Dismiss")
    _view_as_it_is(stage).steps.add_box.picked.emit(Command.PROTOCOLS)
    stage.settle()
    return the_dialog(stage)


def _begun(stage: Stage, item: PlanItem) -> QWidget:
    """A line of the draft, open in the editor; the one of that medicine is written anew."""
    view, plans = _view(stage), stage.services.plans
    draft = plans.draft(somebody(stage, DRAFTED))
    assert draft is not None, "it was begun just now"
    same = (one for one in draft.items if one.medicine.generic == item.medicine.generic)
    held = next(same, None)
    shown = replace(item, line_id=held.line_id) if held else item
    stage.application.feed.publish(plans.save(draft.with_item(shown)))
    stage.settle()
    view.acted_on.emit("edit", shown.line_id)
    return the_window(stage)


def a_lamotrigine(*steps: DoseStep) -> PlanItem:
    return replace(an_item("lamotrigine", *steps), purpose="for low mood")


PLAN_LINES = (
    Scene("plan-finder", _finder),
    Scene("plan-finder-typed", _finder_typed),
    Scene("plan-finder-misspelt", _finder_misspelt),
    Scene("plan-line-new", _new),
    Scene("plan-line-problems", _problems),
    Scene("plan-line-unknown", _unknown_strength),
    Scene("plan-line-long", _long),
    Scene("plan-line-needed", _needed),
    Scene("plan-line-supply", _supply),
    Scene("plan-line-protocol", _protocol),
    Scene("dialog-protocol", _saved),
    Scene("dialog-protocols", _protocols),
)
