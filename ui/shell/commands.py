"""What the application can do besides opening places; each is an action and a row of the palette."""

from __future__ import annotations

from medmanager.domain.user import Act
from ui.shell.finder import Command

COMMANDS: tuple[Command, ...] = (
    Command("find", "Find a patient, command or date", "search", "Ctrl+K"),
    Command("lock", "Lock the screen", "lock", "Ctrl+L"),
    Command("sign_out", "Sign out, and let somebody else sign in", "log-out"),
    Command("today:fail_safe", "Print the fail-safe sheets of the next day", "printer", act=Act.PRINT_READY),
    Command("undo", "Undo what was done last", "undo-2", "Ctrl+Z"),
    Command("look:light", "Light colors", "sun"),
    Command("look:dark", "Dark colors", "moon"),
    Command("look:contrast", "High contrast", "eye"),
    Command("look:larger", "Larger text", "zoom-in", "Ctrl+="),
    Command("look:smaller", "Smaller text", "zoom-out", "Ctrl+-"),
    Command("look:usual", "Text at 100 %", "type", "Ctrl+0"),
    Command("quit", "Quit MedManager", "x", "Ctrl+Q"),
)
