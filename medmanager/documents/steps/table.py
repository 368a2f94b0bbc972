"""What both tables of dated steps at the back of the plan have in common: their strips, and how they stop."""

from collections.abc import Sequence

from medmanager.documents.parts.frame import LongTitle
from medmanager.documents.parts.table_head import TableHead
from medmanager.documents.press.flow import Draw, Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Words
from medmanager.documents.press.typesetting import NAME, Line, set_lines, tidy
from medmanager.documents.words.amounts import display_name
from medmanager.domain.paper.sheets import SheetMedicine


def table_strips(
    title: LongTitle, head: TableHead, rows: Sequence[tuple[float, Draw]], mark: str
) -> tuple[Strip, ...]:
    """Title, head, and each row with its height; `mark` names the title's page. A page that begins with a row
    repeats title and head.
    """
    again = (Strip(head.block, title.height, title.draw_again), head.again)
    first = Strip(head.block, title.height, title.draw, space=8, keep=True, mark=mark)
    return (
        first,
        head.strip(),
        *(Strip(head.block, height, draw, again=again) for height, draw in rows),
    )


def stop_lines(setting: Setting, medicine: SheetMedicine, width: float, block: str) -> tuple[Line, ...]:
    """That nothing is taken from here on."""
    voice = setting.voice
    name = display_name(tidy(medicine.name), medicine.form)
    stop = Words(voice.text("steps.stop"), NAME, bold=True)
    return set_lines((stop, Words(f" {voice.text('steps.stop.m', m=name)}", NAME)), width, block)
