"""The headless commands of the knowledge base: no practice, no sign-in, JSON in and JSON out."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from medmanager.bootstrap import resources
from medmanager.clock import SystemClock
from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.base import KnowledgeBase, read_base
from medmanager.exchange.drug_json import drug_facts, overview
from medmanager.exchange.knowledge_json import MOST_BYTES, Json, answers, check_answer, read_questions
from medmanager.exchange.monitoring_json import monitoring_answer
from medmanager.exchange.score_json import score_answer
from medmanager.exchange.taper_json import taper_answer


def check(options: Namespace) -> None:
    """Alerts for lists of medicines."""
    _answer(options, check_answer)


def score(options: Namespace) -> None:
    """Scores of rating scales."""
    _answer(options, lambda fields, base, today: score_answer(fields, base))


def monitoring(options: Namespace) -> None:
    """What has to be measured when."""
    _answer(options, monitoring_answer)


def taper(options: Namespace) -> None:
    """Proposals for tapers, switches, titrations and restarts."""
    _answer(options, taper_answer)


def knowledge(options: Namespace) -> None:
    """Version and counts, or everything known of one drug."""
    base = _base()
    _say(drug_facts(base, options.name) if options.name else overview(base, _today()))


def _answer(options: Namespace, answer: Callable[[object, KnowledgeBase, date], Json]) -> None:
    questions = read_questions(_content(options.file))
    base, today = _base(), _today()
    _say(answers(questions, lambda fields: answer(fields, base, today)))


def _content(file: str) -> bytes:
    """The bytes of the file, or of standard input for “-”; not more than can be answered."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        raise Refused("The file cannot be read. Check its name, or give - to read standard input.") from None


def _base() -> KnowledgeBase:
    return read_base(resources() / "knowledge")


def _today() -> date:
    return SystemClock().now().astimezone().date()


def _say(answer: object) -> None:
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    sys.stdout.flush()
