"""What to say to a Python that is too old; kept readable by every Python, even 2."""

import os
import subprocess

SUPPORTED = ("3.13", "3.12", "3.11", "3.14")


def newer_pythons():
    # type: () -> list[str]
    """The commands on this machine that start a supported Python; each is tried, not only found."""
    commands = [["python" + version] for version in SUPPORTED]
    commands += [["py", "-" + version] for version in SUPPORTED]
    return [" ".join(command) for command in commands if answers(command)]


def answers(command):
    # type: (list[str]) -> bool
    """Whether the command really starts that Python: a launcher may be there while its Python is not."""
    wanted = command[-1].replace("python", "").replace("-", "")
    ask = command + ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        with open(os.devnull, "w") as nowhere:
            answer = subprocess.check_output(ask, stderr=nowhere)
    except (OSError, subprocess.CalledProcessError):
        return False
    return bool(answer.decode("ascii", "replace").strip() == wanted)


def explanation(version, script):
    # type: (str, str) -> str
    """One sentence for a Python of `version` that was given `script`."""
    start = "MedManager needs Python 3.11 or later, and this is Python {}.".format(version)
    found = newer_pythons()
    if found:
        return "{} Run: {} {}".format(start, found[0], script)
    return start + " Install one from python.org or your system's packages."
