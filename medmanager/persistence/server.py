"""The practice server: its address, its time-outs, and connections that cannot hang for ever."""

import ipaddress

from sqlalchemy import URL, Engine, QueuePool, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from medmanager.domain.errors import Refused

CONNECT_SECONDS = 5
_STRONG = frozenset({"verify-full", "verify-ca"})

NOT_AN_ADDRESS = (
    "This is not the address of a practice server. It looks like postgresql://name@server/practice; "
    "whoever set the server up can tell you."
)
WEAK = (
    "The address of the practice server asks for a connection that others could read. "
    "Write sslmode=verify-full in it, or leave sslmode out."
)


def server_url(text: str) -> URL:
    """The address with our driver. Outside this computer the server must prove who it is.

    Raises Refused.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        raise Refused(NOT_AN_ADDRESS, "url") from error
    if url.get_backend_name() not in {"postgresql", "postgres"} or not url.database:
        raise Refused(NOT_AN_ADDRESS, "url")
    url = url.set(drivername="postgresql+psycopg")
    if _on_this_computer(url):
        return url
    asked = url.query.get("sslmode")
    if asked is not None and asked not in _STRONG:
        raise Refused(WEAK, "url")
    return url if asked else url.update_query_dict({"sslmode": "verify-full"})


def server_name(url: URL) -> str:
    """Where the practice is, in words for the sign-in window; never a password."""
    return f"{url.database} on {_host(url) or 'this computer'}"


def server_engine(url: URL) -> Engine:
    """An engine whose connections give up on a silent server within seconds."""
    return create_engine(
        url,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        pool_timeout=30,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "tcp_user_timeout": 15_000,
            "keepalives": 1,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "application_name": "MedManager",
            "options": "-c statement_timeout=60000 -c lock_timeout=10000"
            " -c idle_in_transaction_session_timeout=120000 -c timezone=UTC",
        },
    )


def _host(url: URL) -> str:
    asked = url.query.get("host")
    return url.host or (asked if isinstance(asked, str) else "")


def _on_this_computer(url: URL) -> bool:
    host = _host(url)
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
