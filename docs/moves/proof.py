"""Proof that a move changed nothing but names: `proof.py take before.json`, move, `take after.json`, `compare` the two.

Taken are the collected tests, the OpenAPI document, what the migrations lack, the committed query counts, the addresses
of the pages, and the messages of the catalogue and of the sources. When they are compared, the paths of tests are read
through the table.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from move import ROOT, rows

ENVIRONMENT = os.environ | {
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "DATABASE_URL": os.environ.get("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
    "REDIS_URL": os.environ.get("REDIS_URL", "redis://127.0.0.1:1/0"),
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": "ignore",
}
_ADDRESSES = """
import json, django
django.setup()
from django.urls import get_resolver

def walk(resolver, before=""):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from walk(one, before + str(one.pattern))
        else:
            yield f"{before}{one.pattern} {one.name}"

print(json.dumps(sorted(walk(get_resolver()))))
"""
_MESSAGES = """
import json
from config.local import catalogues
print(json.dumps(catalogues.problems()[0]))
"""


def run(*command: str, own: bool = False) -> subprocess.CompletedProcess[str]:
    """Run Python at the root; with `own` in the caller's environment."""
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=None if own else ENVIRONMENT, capture_output=True, text=True
    )


def taken() -> dict[str, Any]:
    """Everything that a move must leave as it is."""
    collected = run("-m", "pytest", "--collect-only", "-n", "0", own=True)
    tests = [line for line in collected.stdout.splitlines() if "::" in line and not line.startswith(("ERROR", " "))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schema.yml"
        run("manage.py", "spectacular", "--file", str(path))
        schema = path.read_bytes() if path.exists() else b""
    catalogue = sorted((ROOT / "locale").rglob("*.po"))
    return {
        "tests": tests,
        "collection": collected.returncode,
        "schema": f"{len(schema)} bytes, sha256 {hashlib.sha256(schema).hexdigest()}",
        "migrations": run("manage.py", "makemigrations", "--check", "--dry-run").stdout.strip(),
        "query counts": json.loads((ROOT / "tests" / "query_counts.json").read_text(encoding="utf-8")),
        "addresses": json.loads(run("-c", _ADDRESSES).stdout or "[]"),
        "catalogue": [hashlib.sha256(one.read_bytes()).hexdigest() for one in catalogue],
        "messages": json.loads(run("-c", _MESSAGES).stdout or "null"),
    }


def compared(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What differs although the table does not say so."""
    table = rows()
    found = []
    for name, value in before.items():
        if name == "tests":
            expected = [_moved(test, table) for test in value]
            found += [f"lost: {test}" for test in sorted(set(expected) - set(after[name]))]
            found += [f"new: {test}" for test in sorted(set(after[name]) - set(expected))]
            if len(value) != len(after[name]):
                found.append(f"{len(value)} tests before, {len(after[name])} after")
        elif value != after[name]:
            found.append(f"{name} differs: {str(value)[:300]} / {str(after[name])[:300]}")
    return found


def _moved(test: str, table: dict[str, str]) -> str:
    """A test as it is called after the move; its parameters may be paths too."""
    return re.sub(r"[\w./-]+", lambda found: table.get(found[0]) or found[0], test)


def main() -> int:
    """Take or compare."""
    match sys.argv[1:]:
        case ["take", target]:
            now = taken()
            Path(target).write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
            print(f"{len(now['tests'])} tests, {len(now['addresses'])} addresses, schema {now['schema']}")
            return 0
        case ["compare", before, after]:
            found = compared(*(json.loads(Path(path).read_text(encoding="utf-8")) for path in (before, after)))
            print("\n".join(found) or "Nothing differs but the names of the table.")
            return bool(found)
    print("take FILE, or compare BEFORE AFTER")
    return 2


if __name__ == "__main__":
    sys.exit(main())
