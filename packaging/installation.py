"""The virtual environment of the clone: made once, refilled on change, mended when half done."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from pip_trouble import ending, sentence
from system_packages import apt_install, may_install
from turns import alone
from workspace import ROOT, VENV, Trouble, environment, say, venv_python

PIP_OPTIONS = ("--no-input", "--prefer-binary", "--progress-bar", "off")


class Installation:
    """One clone and its virtual environment.

    Two small files in it tell its state: `filling` exists from before the first step until pip is done, so
    that an interrupted run is seen; `filled-with` is written after success only and names what was installed.
    """

    def __init__(self, root: Path = ROOT, venv: Path = VENV) -> None:
        self.root = root
        self.venv = venv
        self.filling = venv / "filling"
        self.filled_with = venv / "filled-with"
        self.log = venv / "install.log"

    def ready(self) -> None:
        """Bring the environment up to date; returns at once when it is."""
        wanted = self.fingerprint()
        # A link leads to the environment of another clone, which is not ours to change.
        if self.venv.is_symlink() or self._is_filled_with(wanted):
            return
        with alone(self.root):
            # Whoever was waited for may have done it all.
            if not self._is_filled_with(wanted):
                self._set_up(wanted)

    def _set_up(self, wanted: str) -> None:
        started = time.monotonic()
        self._check_folder()
        if self.filling.exists():
            say("The last installation was interrupted; starting it afresh.")
            self._remove()
        if not self._works():
            self._remove()
            self._mark()
            self.make()
        self._fill()
        self.filled_with.write_text(wanted, encoding="utf-8")
        say(f"Everything is set up ({time.monotonic() - started:.0f} s).")

    def fingerprint(self) -> str:
        """A hash of what decides the installation: the clone's place and three tables of pyproject.toml."""
        try:
            project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise Trouble(f"pyproject.toml cannot be read: {error}") from error
        deciding = [
            project.get("project"),
            project.get("build-system"),
            project.get("tool", {}).get("setuptools"),
            str(self.root),
        ]
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()

    def _is_filled_with(self, wanted: str) -> bool:
        if self.filling.exists() or not venv_python(self.venv).exists() or not self.filled_with.exists():
            return False
        return self.filled_with.read_text(encoding="utf-8") == wanted

    def _works(self) -> bool:
        """Whether the environment has a Python that starts, is new enough and has pip."""
        new_enough = ("-c", "import sys; sys.exit(sys.version_info < (3, 11))")
        return self._answers(*new_enough) and self._answers("-m", "pip", "--version")

    def _answers(self, *arguments: str) -> bool:
        command = [str(venv_python(self.venv)), *arguments]
        try:
            return not subprocess.run(command, capture_output=True, env=environment(), check=False).returncode
        except OSError:
            return False

    def _check_folder(self) -> None:
        if not os.access(self.root, os.W_OK):
            raise Trouble(
                f"This user may not write to {self.root}, where the libraries would go. "
                "Clone into a folder of your own, then run this again."
            )

    def _mark(self) -> None:
        """From here on an end before the end is seen."""
        self.venv.mkdir(exist_ok=True)
        self.filled_with.unlink(missing_ok=True)
        self.filling.touch()

    def _remove(self) -> None:
        if not self.venv.exists():
            return
        if Path(sys.prefix).resolve() == self.venv.resolve():
            raise Trouble(f"{self.venv} must be made anew. Leave it first (deactivate), then run this again.")
        ours = (self.venv / "pyvenv.cfg").exists() or self.filling.exists()
        if not ours and any(self.venv.iterdir()):
            raise Trouble(f"{self.venv} is not a virtual environment. Move it away, then run this again.")
        shutil.rmtree(self.venv)

    def make(self) -> None:
        """Make the empty environment."""
        ensure_venv_module()
        say(f"Making a virtual environment in {self.venv} ...")
        command = [sys.executable, "-m", "venv", str(self.venv)]
        made = subprocess.run(command, capture_output=True, env=environment(), check=False)
        if made.returncode:
            said = (made.stdout + made.stderr).decode("utf-8", "replace").strip()
            raise Trouble(f"No virtual environment could be made in {self.venv}: {said[-500:]}")

    def _fill(self) -> None:
        """Install the application (as a link to the clone) with its libraries."""
        offline = "PIP_NO_INDEX" in os.environ
        say(f"Installing the libraries{'' if offline else ' (the first time 200 MB are downloaded)'} ...")
        self._mark()
        status, output = self.pip("install", *PIP_OPTIONS, "-e", ".[test]")
        if status < 0:
            raise Trouble("The installation was stopped. Run this again; it starts afresh.")
        self.filling.unlink()
        if status:
            why = sentence(output, offline=offline)
            raise Trouble(f"{why}\nWhat pip said is in {self.log}; it ended with:\n{ending(output)}")

    def pip(self, *arguments: str) -> tuple[int, str]:
        """Run pip, its output going into the log and only the package in work onto the screen."""
        command = [str(venv_python(self.venv)), "-m", "pip", *arguments]
        lines = []
        with (
            self.log.open("w", encoding="utf-8") as log,
            subprocess.Popen(
                command,
                cwd=self.root,
                env=environment(PIP_DISABLE_PIP_VERSION_CHECK="1"),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            ) as pip,
        ):
            assert pip.stdout is not None, "asked for by PIPE"
            for line in pip.stdout:
                log.write(line)
                lines.append(line)
                show_package(line)
        return pip.returncode, "".join(lines)


def show_package(line: str) -> None:
    """On a terminal, keep one line that names the package in work."""
    if sys.stderr.isatty() and line.startswith(("Collecting ", "Installing ")):
        name = line.split(" (")[0].strip()[:60]
        print(f"\r  {name:<60}\r", end="", file=sys.stderr, flush=True)


def ensure_venv_module() -> None:
    """Debian keeps what makes virtual environments in a package of its own: install it, or say which."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not may_install():
        raise Trouble(
            "This Python cannot make virtual environments (it has no ensurepip). "
            f"On Debian or Ubuntu run: sudo apt install {package}"
        )
    apt_install([package])
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble(f"This Python has no ensurepip, and the package {package} did not bring it.")
