"""Trends: the chart of severity, scales and doses on one time axis."""

from collections.abc import Mapping
from uuid import UUID

from medmanager.domain.side_effects import SideEffect
from medmanager.domain.trend.build import Span, TrendPage, TrendSources, build_page, window_for
from medmanager.domain.trend.trend import TrendChart
from medmanager.domain.user import Act
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session


class Trends:
    """Reads only. `effects` is the side-effect list whose names the curves bear."""

    def __init__(self, session: Session, effects: tuple[SideEffect, ...] = ()) -> None:
        self._session = session
        self._names = {effect.code: effect.name for effect in effects}

    def chart(self, patient_id: UUID, span: Span = Span.THREE_MONTHS) -> TrendChart:
        """The chart value that screen and paper draw. Raises NotFound for an unknown patient."""
        return self.page(patient_id, span).chart

    def page(self, patient_id: UUID, span: Span = Span.THREE_MONTHS) -> TrendPage:
        """The chart, and what it leaves to the table. Raises NotFound for an unknown patient."""
        session = self._session
        with session.read(Act.SEE_CHART) as work:
            work.patients.get(patient_id)
            return read_trend(work, patient_id, span, self._names, session)


def read_trend(
    work: UnitOfWork, patient_id: UUID, span: Span, names: Mapping[str, str], session: Session
) -> TrendPage:
    """The chart of screen and paper, inside an open unit of work. `names` by side-effect code."""
    sources = TrendSources(
        work.queries.plan_in_force(patient_id),
        work.visits.of_patient(patient_id),
        work.observations.of_patient(patient_id),
        names,
        session.zone,
        work.diaries.of_patient(patient_id),
    )
    return build_page(sources, window_for(span, sources, session.today()))
