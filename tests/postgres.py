"""A real PostgreSQL server for tests: in a folder of its own, on a free port, gone when they are over.

Nothing that it holds must outlive a power cut, so it waits for no disk. Databases are copied from a template.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
USER = "mahorat"
PASSWORD = "kunduzgi-choy"
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "unix_socket_directories": "''",
    "listen_addresses": "127.0.0.1",
}


# What a server is installed with.
_DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "128MB",
}


class Server:
    """A server that runs: ``stop`` and ``start`` again keep its data."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        if not PROGRAMS:
            raise RuntimeError("PostgreSQL is not installed; dev.py test --server brings it")
        self._programs = PROGRAMS[-1]
        self.folder = folder
        self._settings = {**_SETTINGS, **(_DURABLE if is_durable else {})}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._make()
        self.start()

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in {**self._settings, "port": self.port}.items())
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop")

    def processor_seconds(self) -> float:
        """What the processor has given to all processes of the server that run now."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        total = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                total += int((process / "schedstat").read_text().split()[0]) if parent == postmaster else 0
            except (OSError, ValueError):
                # It has ended.
                continue
        return total / 1e9

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(secret, "postgres")
        self._run(
            *("initdb", "-D", str(self._data), "-U", USER, "--pwfile", str(secret), "-A", "scram-sha-256"),
            *("-E", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
        )

    def _run(self, program: str, *words: str) -> None:
        """PostgreSQL refuses to run as root: then as the user that Debian made for it."""
        user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
        subprocess.run(
            [str(self._programs / program), *words],
            check=True,
            user=user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )


@contextmanager
def running_server(*, is_durable: bool = False) -> Iterator[Server]:
    """``is_durable``: as an office has it, to measure."""
    folder = Path(tempfile.mkdtemp(prefix="mahorat-server-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    try:
        server = Server(folder, is_durable=is_durable)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def beside(server_url: str, database: str) -> str:
    """The address of another database of the same server."""
    return f"{server_url.rpartition('/')[0]}/{database}"


@contextmanager
def copied_database(server_url: str, template: str) -> Iterator[str]:
    """The address of a database that is a copy of the template, and goes at the end."""
    name = f"copy_{uuid4().hex}"
    run_alone(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    try:
        yield beside(server_url, name)
    finally:
        run_alone(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def make_database(server_url: str, name: str) -> None:
    run_alone(server_url, f'CREATE DATABASE "{name}"')


def run_alone(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, password=PASSWORD, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
