"""Files stay small enough to be read in one go."""

import ast
import statistics

from tests.structure import sources

LONGEST_SOURCE = 500
LONGEST_STYLESHEET = 600
LONGEST_FUNCTION = 70


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


def test_the_median_template_is_short():
    counts = [sources.lines(p) for p in sources.under("templates", suffix=".html")]
    assert not counts or statistics.median(counts) < 25


def test_no_function_is_too_long():
    long = {}
    for path in sources.python_sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long[f"{path.relative_to(sources.ROOT)}:{node.name}"] = length
    assert not long
