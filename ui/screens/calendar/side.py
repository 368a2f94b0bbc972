"""What the cards beside the grid say: open times and proposals. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from medmanager.domain.calendar.openings import Opening
from medmanager.domain.calendar.schedule import Proposal
from ui.kit import words
from ui.kit.appointments.agenda import Desk, Proposed
from ui.kit.appointments.details import proposal_when


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One row of the tray. `can_book` is False where no free time was found."""

    key: Proposed
    name: str
    when: str
    why: str
    late: bool
    can_book: bool


def proposal_line(proposal: Proposal, desk: Desk) -> ProposalLine:
    """The words of one row: why, for those who may know; the reason code for everybody else."""
    return ProposalLine(
        Proposed(proposal.patient.id),
        words.person(proposal.patient.family_name, proposal.patient.given_name),
        proposal_when(proposal, desk),
        proposal.why or proposal.reason.value,
        proposal.late,
        proposal.start is not None,
    )


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One open time."""

    opening: Opening
    when: str
    provider: str


def opening_line(opening: Opening, desk: Desk) -> OpeningLine:
    """The words of one open time."""
    short = next((one.short_name for one in desk.board.providers if one.id == opening.provider_id), "")
    return OpeningLine(opening, words.moment_of(opening.start, desk.today, desk.board.zone), short)
