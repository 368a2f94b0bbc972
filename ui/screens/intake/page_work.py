"""The open page of the intake: shows it, keeps what is half typed, saves it when it is left. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused, StaleRecord
from medmanager.domain.intake import Intake, IntakeSection, SectionState
from ui.kit import words
from ui.kit.context import Context
from ui.screens.intake.desk import Desk
from ui.screens.intake.pages import (
    REVIEW,
    Given,
    PageTyped,
    ReviewPage,
    SectionWords,
    answers_of,
    asked_keys,
    draft_fields,
    given_of,
    given_words,
    joined_answers,
    not_asked,
    review_pages,
    section_words,
)
from ui.screens.intake.records import RecordsDisplay, RecordsPresenter

OTHERS = "Somebody else answered “{}” here."
FORM = "intake"
"""Under which name drafts of a page are kept."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """One page as it is shown: its section, what stands in it, and which questions apply."""

    section: IntakeSection
    typed: PageTyped
    asked: tuple[str, ...]
    is_first: bool


class PageDisplay(RecordsDisplay, Protocol):
    """What is asked of the view while an intake is open."""

    def show_sections(self, sections: tuple[SectionWords, ...], current: str) -> None: ...
    def show_page(self, page: PageWords) -> None: ...
    def show_asked(self, keys: tuple[str, ...]) -> None: ...
    def show_review(self, pages: tuple[ReviewPage, ...], unasked: int, is_completed: bool) -> None: ...
    def refuse(self, key: str, sentence: str) -> None: ...
    def mark(self, problems: Mapping[str, str]) -> None: ...
    def say_saved(self, text: str) -> None: ...


class PageWork:
    """Leaving a page saves it; nothing typed is lost to a lock, a crash or a power cut."""

    def __init__(self, context: Context, display: PageDisplay, desk: Desk) -> None:
        self._context, self._display, self._desk = context, display, desk
        self.records = RecordsPresenter(context, display, desk)
        self._shown = PageTyped()
        self._is_busy = False

    def open(self, key: str, typed: PageTyped | None = None) -> None:
        """Show a page, with `typed` in place of what is stored, or the review."""
        intake = self._desk.intake
        assert intake is not None, "pages are shown of an intake"
        self._desk.page = key
        if key == REVIEW:
            pages = review_pages(self._desk.form, intake, self._desk.all_rows())
            self._display.show_review(pages, not_asked(pages), intake.completed_at is not None)
        else:
            self._show_page(intake, typed)
        self.show_sections()

    def show_sections(self) -> None:
        """Show how far each page is."""
        if self._desk.intake is not None:
            self._display.show_sections(section_words(self._desk.form, self._desk.intake), self._desk.page)

    def open_page(self, key: str, typed: PageTyped) -> None:
        """Go to another page; what was typed on this one is saved first."""
        if self._is_changed(typed):
            self._leave(typed, SectionState.BEGUN, key)
        else:
            self._drop_draft()
            self.open(key)

    def save(self, typed: PageTyped) -> None:
        """Save the page and go on to the next."""
        self._leave(typed, SectionState.DONE, "")

    def skip(self, typed: PageTyped) -> None:
        """Go on without finishing the page; what was answered is kept."""
        self._leave(typed, SectionState.SKIPPED, "")

    def back(self, typed: PageTyped) -> None:
        """Go to the page before."""
        keys = [*self._desk.page_keys, REVIEW]
        self.open_page(keys[max(0, keys.index(self._desk.page) - 1)], typed)

    def answer(self, typed: PageTyped) -> None:
        """A choice changed: show the questions that follow from it."""
        if self._desk.intake is not None and self._desk.is_page_open:
            self._display.show_asked(asked_keys(self._desk.section, self._desk.intake, typed.answers))

    def keep(self, typed: PageTyped) -> None:
        """Keep what is typed as a draft; called within a second of a key and before a lock."""
        intake = self._desk.intake
        if intake is not None and self._is_changed(typed):
            fields = draft_fields(self._desk.page, typed)
            keep = self._context.services.drafts.keep
            work = partial(keep, FORM, intake.id, fields, intake.patient_id)
            self._context.ask(work, self._kept)

    def refused(self, error: MedManagerError) -> None:
        """Say it beside its question; after somebody else's change the newest is shown."""
        self._refused(PageTyped(), error)

    def changed_to(self, then: str, answer: tuple[Intake, Changes]) -> None:
        """The intake was stored: open `then`, or the page after."""
        self._desk.intake, changes = answer
        self.open(then or self._desk.resume_page(self._desk.intake))
        self._context.feed.publish(changes)

    def _show_page(self, intake: Intake, typed: PageTyped | None) -> None:
        section = self._desk.section
        self._shown = PageTyped(given_of(section, intake))
        standing = typed or self._shown
        asked = asked_keys(section, intake, standing.answers)
        is_first = section.key == self._desk.page_keys[0]
        self._display.show_page(PageWords(section, standing, asked, is_first))
        self.records.show()

    def _is_changed(self, typed: PageTyped) -> bool:
        intake = self._desk.intake
        if not self._desk.is_page_open or intake is None or intake.completed_at is not None:
            return False
        return _filled(typed) != _filled(self._shown) or self.records.has_words(typed.entry)

    def _leave(self, typed: PageTyped, state: SectionState, then: str) -> None:
        """Save the page, and first the entry that was typed but not added yet."""
        if self._is_busy or not self._desk.is_page_open:
            return
        if self.records.has_words(typed.entry):
            rest = partial(self._leave, PageTyped(typed.answers), state, then)
            self.records.save(typed.entry, typed.entry_key, rest)
            return
        try:
            work = self._saving(typed, state)
        except Refused as refused:
            self.refused(refused)
            return
        self._is_busy = True
        self._context.ask(work, partial(self._stored, then), partial(self._refused, typed))

    def _refused(self, typed: PageTyped, error: MedManagerError) -> None:
        self._is_busy = False
        if isinstance(error, StaleRecord):
            self._context.notices.warn(f"{error.sentence} What you typed here is kept.")
            newest = partial(self._context.services.intakes.newest, self._desk.patient_id)
            self._context.ask(newest, partial(self._newest_came, typed))
        else:
            self._display.refuse(error.field if isinstance(error, Refused) else "", error.sentence)
            self.show_sections()

    def _saving(self, typed: PageTyped, state: SectionState) -> Callable[[], tuple[Intake, Changes]]:
        intake, section = self._desk.intake, self._desk.section
        assert intake is not None, "a page is left of an intake"
        answers = answers_of(section, typed.answers, self._desk.today)
        return partial(self._context.services.intakes.save_page, intake, section.key, answers, state)

    def _stored(self, then: str, answer: tuple[Intake, Changes]) -> None:
        self._is_busy = False
        self._drop_draft()
        self._display.say_saved(f"Saved {self._clock_time()}")
        self.changed_to(then, answer)

    def _newest_came(self, typed: PageTyped, newest: Intake | None) -> None:
        """What was typed stays on the page, with what somebody else answered meanwhile beside it."""
        if newest is None:
            return
        self._desk.intake = newest
        if self._desk.is_page_open:
            theirs = given_of(self._desk.section, newest)
            joined, crossed = joined_answers(self._shown.answers, typed.answers, theirs)
            self._show_page(newest, PageTyped(joined, typed.entry, typed.entry_key))
            self._display.mark({key: OTHERS.format(given_words(theirs.get(key))) for key in crossed})
        else:
            self.open(self._desk.page)
        self.show_sections()

    def _kept(self, _: None) -> None:
        self._display.say_saved(f"Draft saved {self._clock_time()}")

    def _drop_draft(self) -> None:
        if self._desk.intake is not None:
            drop = self._context.services.drafts.drop
            self._context.ask(partial(drop, FORM, self._desk.intake.id), _nothing)

    def _clock_time(self) -> str:
        zone = ZoneInfo(self._context.services.session.practice.time_zone)
        return words.time_of(self._context.clock.now(), zone)


def _filled(typed: PageTyped) -> dict[str, Given]:
    """Answers that say something, so that an empty field equals none."""
    return {key: given for key, given in typed.answers.items() if given.text.strip() or given.state}


def _nothing(_: None) -> None:
    """The draft is gone; nobody waits for it."""
