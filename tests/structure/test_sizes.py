"""Files stay small enough to be read in one go."""

import ast
import statistics
from pathlib import Path

from tests.structure import sources

LONGEST_SOURCE = 500
LONGEST_STYLESHEET = 600
LONGEST_FUNCTION = 70
LONGEST_TEMPLATE_LINE = 160
#: In characters without indentation: lines would reward packing, and white space would punish nesting.
MEDIAN_TEMPLATE = 1000
LONGEST_TEMPLATE = 4000


def test_no_source_is_too_long():
    files = [*sources.python_sources(), *sources.under("tests", "bench", suffix=".py")]
    files += sources.under("frontend", suffix=".js")
    assert not {str(p): sources.lines(p) for p in files if sources.lines(p) > LONGEST_SOURCE}


def test_no_stylesheet_is_too_long():
    files = sources.under("frontend", suffix=".css")
    assert not {str(p): sources.lines(p) for p in files if sources.lines(p) > LONGEST_STYLESHEET}


def test_the_median_source_is_short():
    counts = [count for p in sources.python_sources() if (count := sources.lines(p)) > 3]
    assert statistics.median(counts) <= 100


def test_no_line_of_a_template_is_too_long():
    files = [p for p in sources.committed() if p.is_relative_to(sources.ROOT / "templates")]
    assert files
    long = {}
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if len(line) > LONGEST_TEMPLATE_LINE:
                long[f"{path.relative_to(sources.ROOT)}:{number}"] = len(line)
    assert not long


def test_the_median_template_is_short():
    sizes = {p: _characters(p) for p in sources.under("templates", suffix=".html")}
    assert statistics.median(sizes.values()) <= MEDIAN_TEMPLATE
    assert not {str(p): size for p, size in sizes.items() if size > LONGEST_TEMPLATE}


def _characters(path: Path) -> int:
    """Return what there is to read in a file: its characters without indentation and line breaks."""
    return sum(len(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def test_no_function_is_too_long():
    long = {}
    for path in sources.python_sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long[f"{path.relative_to(sources.ROOT)}:{node.name}"] = length
    assert not long
