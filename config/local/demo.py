"""`make demo`: the servers, the schema, the demonstration data and the processes, in that order."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from config.local import advice, broker, installation, paths, postgres, processes, progress, stamps, supervisor

_READY_WITHIN = 90.0
_DATABASE = "xiezhi"


def run(port: int) -> int:
    """Run the demonstration on `port` until a signal ends it."""
    data = paths.data_folder()
    supervisor.obey_signals()
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: print("  All processes have ended.", flush=True))
        try:
            _prepare_folder(data)
            stack.enter_context(_only_one(data))
            processes.end_leftovers(data / "pids")
            _require_free(port)
            _serve(stack, data, port)
        except supervisor.Stopped:
            print("\n  Stopping …", flush=True)
        except supervisor.GaveUp as reason:
            raise progress.StepFailed(advice.explain("Running the processes", str(reason))) from reason
    return 0


def _serve(stack: contextlib.ExitStack, data: Path, port: int) -> None:
    servers: list[supervisor.EmbeddedServer] = []
    env = paths.with_tools() | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.local"),
        "XIEZHI_DATA": str(data),
        "PUBLIC_BASE_URL": os.environ.get("PUBLIC_BASE_URL", f"http://127.0.0.1:{port}"),
        "DATABASE_URL": os.environ.get("DATABASE_URL") or _start_database(stack, servers, data),
        "REDIS_URL": os.environ.get("REDIS_URL") or _start_broker(stack, servers, data),
    }
    accounts = _load(data, env)
    crew = supervisor.Supervisor(data, env, supervisor.programs(port, data), servers)
    stack.callback(crew.stop)
    progress.step("Starting web server, worker and beat", lambda: _start(crew, port))
    _announce(port, data, accounts)
    crew.watch()


def _start_database(stack: contextlib.ExitStack, servers: list[supervisor.EmbeddedServer], data: Path) -> str:
    server = postgres.Server(data / "pg", data / "log" / "postgres.log")
    stack.callback(server.stop)
    servers.append(server)
    progress.step("Starting PostgreSQL", lambda: server.start(dies_with_parent=True))
    _ensure_database(postgres.url(server.folder))
    return postgres.url(server.folder, _DATABASE)


def _start_broker(stack: contextlib.ExitStack, servers: list[supervisor.EmbeddedServer], data: Path) -> str:
    server = broker.Server(data / "valkey", data / "log" / "valkey.log")
    stack.callback(server.stop)
    servers.append(server)
    address = progress.step("Starting Valkey", server.start)
    if server.process is not None:
        processes.note(data / "pids", "valkey", server.process.pid)
    return address


def _ensure_database(maintenance: str) -> None:
    import psycopg2

    connection = psycopg2.connect(maintenance)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{_DATABASE}"')


def _load(data: Path, env: dict[str, str]) -> str:
    """Migrate and load the demonstration unless it was done for these sources; return the accounts to show."""
    sources = [*paths.ROOT.glob("*/migrations"), *paths.ROOT.glob("*/management"), paths.ROOT / "data"]
    sources += [paths.ROOT / "config" / "demo", paths.ROOT / "requirements" / "base.txt"]
    key = stamps.fingerprint(sources, env["DATABASE_URL"])
    table, stamp = data / "accounts.txt", data / ".stamps" / "loaded"
    if not (stamps.fresh(stamp, key) and table.is_file()):
        installation.manage("Migrating the database", "migrate", "--no-input", env=env)
        commands = paths.ROOT / "config" / "management" / "commands"
        shown = ""
        if (commands / "load_demo.py").is_file():
            shown = installation.manage("Loading the demonstration", "load_demo", env=env)
        if (commands / "demo_accounts.py").is_file():
            shown = installation.manage("Listing the accounts", "demo_accounts", env=env)
        table.write_text(shown)
        stamps.write(stamp, key)
    return table.read_text()


def _start(crew: supervisor.Supervisor, port: int) -> None:
    crew.start()
    until = time.monotonic() + _READY_WITHIN
    missing = ["web"]
    while missing:
        time.sleep(0.15)
        crew.check(patience=0)
        missing = _missing(port)
        if missing and time.monotonic() > until:
            logs = "\n".join(f"{name}: {processes.tail(crew.log(name), 5)}" for name in missing)
            raise progress.StepFailed(advice.explain("Starting the processes", f"not ready: {missing}\n{logs}"))


def _missing(port: int) -> list[str]:
    """Ask the health page which components are not there yet."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return [] if answer.status == 200 else ["web"]
    except urllib.error.HTTPError as answer:
        try:
            components = json.load(answer)["components"]
        except (ValueError, KeyError):
            return ["web"]
        return [name for name, state in components.items() if state["status"] != "ok"]
    except OSError:
        return ["web"]


def _announce(port: int, data: Path, accounts: str) -> None:
    print(f"\n  Xiezhi is ready:  http://127.0.0.1:{port}/\n")
    if accounts.strip():
        print("\n".join(f"  {line}" for line in accounts.rstrip().splitlines()) + "\n")
    print(f"  Data and logs: {data}\n  Ctrl-C ends everything.\n", flush=True)


def _prepare_folder(data: Path) -> None:
    for name in ("log", "media", "mail"):
        (data / name).mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def _only_one(data: Path) -> Iterator[None]:
    with (data / ".demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise progress.StepFailed(
                f"A demonstration already runs on {data}.\n\n"
                "  What to do: end it, or give this one its own place: make demo PORT=8100 DATA=/some/dir"
            ) from None
        yield


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise progress.StepFailed(advice.explain(f"Taking port {port}", str(error))) from error
