"""What pip's output means for the person who waits."""

import os
import re

NETWORK = re.compile(
    "NewConnectionError|Failed to establish a new connection|name resolution|Name or service not known"
    "|getaddrinfo failed|NameResolutionError|Network is unreachable|ConnectTimeoutError|ReadTimeoutError"
    "|ProxyError|Connection aborted|Connection refused|RemoteDisconnected|Max retries exceeded",
    re.IGNORECASE,
)
CERTIFICATE = re.compile("CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError")
NO_SPACE = re.compile("No space left on device|Errno 28|not enough space on the disk", re.IGNORECASE)
NO_RIGHT = re.compile("Permission denied|Access is denied|Read-only file system", re.IGNORECASE)
NO_MATCH = re.compile(r"No matching distribution found for ([^\s(]+)")

OFFLINE_WAY = (
    "On a machine without network, copy a folder of wheels to it (made elsewhere by "
    "'pip wheel -w wheels \".[test]\" setuptools') and set PIP_NO_INDEX=1 and PIP_FIND_LINKS to that folder."
)


TAIL_LINES = 4


def sentence(output: str, *, offline: bool) -> str:
    """Why the installation failed and what to do; `offline`: PIP_NO_INDEX is set."""
    missing = NO_MATCH.search(output)
    if NO_SPACE.search(output):
        return "The libraries could not be installed: the disk is full (they need about 700 MB)."
    if CERTIFICATE.search(output):
        return (
            "The package index could not be reached safely: its certificate was not accepted. "
            "Behind a company proxy, set PIP_CERT to the proxy's certificate file."
        )
    if missing and offline:
        return without_index(missing[1])
    if NETWORK.search(output):
        return f"The libraries could not be downloaded: the package index cannot be reached. {OFFLINE_WAY}"
    if NO_RIGHT.search(output):
        return "The libraries could not be installed: this user may not write to the folder of the clone."
    if missing:
        return (
            f"There is no ready-made {missing[1]} for this system. MedManager needs Linux with glibc 2.34 or "
            "later (Debian 12, Ubuntu 22.04, RHEL 9), macOS 14 or Windows 10, and Python 3.11 to 3.14."
        )
    return "The libraries could not be installed."


def without_index(wheel: str) -> str:
    """What is missing where PIP_NO_INDEX is set."""
    if not os.environ.get("PIP_FIND_LINKS"):
        return "PIP_NO_INDEX is set, but no folder of wheels in PIP_FIND_LINKS. Set both, or neither."
    return f"PIP_NO_INDEX is set and the folder in PIP_FIND_LINKS lacks a fitting wheel of {wheel}."


def ending(output: str) -> str:
    """What pip gave as its errors, else its last lines."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("ERROR:")]
    return "\n".join((told or lines)[-TAIL_LINES:])
