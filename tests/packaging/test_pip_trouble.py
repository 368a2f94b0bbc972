"""What went wrong with pip is said in a sentence."""

import pytest

from pip_trouble import ending, sentence

NO_MATCH = "ERROR: No matching distribution found for PySide6-Essentials<6.13,>=6.12"


@pytest.mark.parametrize(
    ("output", "offline", "words"),
    [
        ("[Errno -3] Temporary failure in name resolution\n" + NO_MATCH, False, "index cannot be reached"),
        ("OSError: [Errno 28] No space left on device", False, "disk is full"),
        ("SSLError(SSLCertVerificationError(1, '...'))", False, "PIP_CERT"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: '/x'", False, "may not write"),
        (NO_MATCH, False, "no ready-made PySide6-Essentials<6.13,>=6.12"),
        (NO_MATCH, True, "PIP_FIND_LINKS lacks"),
        ("error: subprocess-exited-with-error", False, "could not be installed"),
    ],
)
def test_that_the_reason_is_told(
    output: str, offline: bool, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", "wheels")
    assert words in sentence(output, offline=offline)


def test_that_a_missing_folder_of_wheels_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    assert "no folder of wheels" in sentence(NO_MATCH, offline=True)


def test_that_the_ending_is_what_pip_calls_errors_else_its_last_lines() -> None:
    assert ending(f"Collecting a\n  {NO_MATCH}\n\nnote: not a problem with pip.\n") == NO_MATCH
    assert ending("one\ntwo\n\nthree\nfour\nfive\n") == "two\nthree\nfour\nfive"
