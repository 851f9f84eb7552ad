"""`make bench`: run every bench; each prints its figures as JSON lines."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

from config.local import paths


def run_all(names: list[str]) -> int:
    """Run the benches named (all when none is); return 1 when one fails."""
    failed = []
    for path in sorted((paths.ROOT / "bench").glob("*.py")):
        if not _is_bench(path) or (names and path.stem not in names):
            continue
        print(f"# {path.stem}", flush=True)
        module = f"bench.{path.stem}"
        if subprocess.run([paths.venv_python(), "-m", module], cwd=paths.ROOT, env=paths.with_tools()).returncode:
            failed.append(path.stem)
    if failed:
        print(f"# failed: {', '.join(failed)}")
    return bool(failed)


def _is_bench(path: Path) -> bool:
    """A bench is a module that can be run; the harness it uses cannot."""
    tree = ast.parse(path.read_text())
    return any(isinstance(node, ast.If) and "__main__" in ast.unparse(node.test) for node in tree.body)
