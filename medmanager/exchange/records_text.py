"""The text of a records file: opened, recognised, decoded chunk by chunk, or refused with a sentence."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from medmanager.domain.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST_MB = 256
"""A larger file is refused: its records would fill the memory of a small computer."""
CHUNK_BYTES = MEGABYTE // 4
"""Progress is reported, and cancelling heard, this often."""

_UTF8_MARK = codecs.BOM_UTF8
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a ZIP archive. Unpack it and choose the files inside."),
    (b"\x1f\x8b", "a compressed file. Unpack it and choose the file inside."),
    (b"%PDF", "a PDF. Ask the sender for the records as FHIR R4 JSON."),
    (b"<", "XML or a web page. Ask the sender for the records as FHIR R4 JSON."),
)


class RecordsText:
    """One file, which may be read several times. `name` is its name without the folder."""

    def __init__(self, path: Path) -> None:
        """Raises Refused when the file cannot be read or is plainly no JSON text."""
        self._path = path
        self.name = path.name
        self.size, self._stamp = self._look(path)
        self._recognise(self._beginning())

    def chunks(self, progress: Callable[[int], None]) -> Iterator[str]:
        """The text from its beginning; `progress(bytes_read)` is called before each chunk.

        Raises Refused for bytes that are not UTF-8, and when the file changed since it was opened.
        """
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        done = line = 0
        try:
            with self._path.open("rb") as file:
                while True:
                    progress(done)
                    piece = file.read(CHUNK_BYTES)
                    text = decoder.decode(piece, final=not piece)
                    line += text.count("\n")
                    done += len(piece)
                    if done > self.size:
                        raise _changed()
                    if text:
                        yield text
                    if not piece:
                        break
        except UnicodeDecodeError as error:
            row = line + 1 + bytes(error.object[: error.start]).count(b"\n")
            raise Refused(
                f"Line {row} of this file is not UTF-8 text. Ask the sender to save it as UTF-8."
            ) from None
        except OSError:
            raise _unreadable() from None
        if self._look(self._path) != (self.size, self._stamp):
            raise _changed()

    @staticmethod
    def _look(path: Path) -> tuple[int, int]:
        try:
            if path.is_dir():
                raise Refused("This is a folder. Choose the files inside it.")
            if not path.is_file():
                raise Refused("This file is not there any more, or it is not an ordinary file.")
            facts = path.stat()
        except (OSError, ValueError):
            raise _unreadable() from None
        return facts.st_size, facts.st_mtime_ns

    def _beginning(self) -> bytes:
        if self.size == 0:
            raise Refused("This file is empty.")
        if self.size > LARGEST_MB * MEGABYTE:
            raise Refused(
                f"This file is larger than {LARGEST_MB} MB. Ask the sender for one file for each patient."
            )
        try:
            with self._path.open("rb") as file:
                return file.read(1024)
        except OSError:
            raise _unreadable() from None

    @staticmethod
    def _recognise(beginning: bytes) -> None:
        """Refuse what is plainly another format, by name, before the parser calls it broken."""
        text = beginning.removeprefix(_UTF8_MARK)
        if text.startswith(_WIDE_MARKS) or b"\0" in text[:4]:
            raise Refused(
                "This file is UTF-16 or UTF-32 text. FHIR is written in UTF-8: ask the sender to save it so."
            )
        start = text.lstrip()
        for mark, what in _OTHER_FORMATS:
            if start.startswith(mark):
                raise Refused(f"This file is {what}")
        if not start and len(beginning) < 1024:
            raise Refused("This file is empty.")


def _changed() -> Refused:
    return Refused("This file was changed while it was being read. Try again.")


def _unreadable() -> Refused:
    return Refused("This file cannot be read. Check that it is there and that you may open it.")
