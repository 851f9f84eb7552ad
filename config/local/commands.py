"""The launcher's commands; those that need installed packages start themselves again inside .venv."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from config.local import advice, paths, progress

#: Which lock each command needs.
_LOCKS = {"demo": "local", "setup": "local", "test": "dev", "check": "dev", "bench": "dev", "lock": "dev"}


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status."""
    options, rest = _parser().parse_known_args(arguments)
    try:
        if options.data:
            os.environ["XIEZHI_DATA"] = os.path.abspath(os.path.expanduser(options.data))
        if options.command == "clean":
            return _clean()
        _enter_environment(options.command, arguments)
        return _COMMANDS[options.command](options, rest)
    except progress.StepFailed as failure:
        print(f"\n  {failure}\n", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n  {advice.explain('make ' + options.command, str(error))}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n  Interrupted.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m config.local", allow_abbrev=False)
    parser.add_argument("command", choices=[*_LOCKS, "clean"])
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--data", default="")
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535, like PORT=8100")
    return int(text)


def _enter_environment(command: str, arguments: list[str]) -> None:
    """Install what the command needs and go on in the environment's interpreter."""
    from config.local import installation

    with installation.alone():
        installation.packages(_LOCKS[command])
    if not paths.inside_venv():
        sys.stdout.flush()
        python = paths.venv_python()
        os.execve(python, [python, "-m", "config.local", *arguments], paths.with_tools())


def _build(static: bool) -> None:
    from config.local import installation

    with installation.alone():
        installation.assets()
        installation.catalogues()
        if static:
            installation.static_files()


def _setup(options: argparse.Namespace, rest: list[str]) -> int:
    _build(static=True)
    return 0


def _demo(options: argparse.Namespace, rest: list[str]) -> int:
    from config.local import demo

    _build(static=True)
    return demo.run(options.port)


def _test(options: argparse.Namespace, rest: list[str]) -> int:
    _build(static=False)
    command = [paths.venv_python(), "-m", "pytest", *_processes(rest), *rest]
    sys.stdout.flush()
    os.execve(command[0], command, paths.with_tools())


def _processes(rest: list[str]) -> list[str]:
    """Two test processes, whatever part of the suite is named; another number, or a debugger, is asked for by name."""
    asked = any(word.startswith(("-n", "--numprocesses", "--pdb", "--trace", "--co")) for word in rest)
    return [] if asked else ["-n", "2", "--dist", "worksteal"]


def _check(options: argparse.Namespace, rest: list[str]) -> int:
    from config.local import checks

    _build(static=False)
    return checks.run_all()


def _bench(options: argparse.Namespace, rest: list[str]) -> int:
    from config.local import benches

    _build(static=True)
    return benches.run_all(rest)


def _lock(options: argparse.Namespace, rest: list[str]) -> int:
    from config.local import locks

    return locks.compile_all(rest)


def _clean() -> int:
    from config.local import cleaning

    return cleaning.clean()


_COMMANDS: dict[str, Callable[[argparse.Namespace, list[str]], int]] = {
    "setup": _setup,
    "demo": _demo,
    "test": _test,
    "check": _check,
    "bench": _bench,
    "lock": _lock,
}
