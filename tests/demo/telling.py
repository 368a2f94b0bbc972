"""The stories of the demo, told without storing them."""

from datetime import datetime, timedelta

from medmanager.demo.dice import Dice
from medmanager.demo.practice import tell_all
from medmanager.demo.story import Chart
from medmanager.demo.team import make_team
from tests.builders import NOW


def told(seed: int = 1, now: datetime = NOW) -> tuple[Chart, ...]:
    dice = Dice(seed)
    return tell_all(make_team(dice, now.date() - timedelta(days=800)), dice, now.date(), now)
