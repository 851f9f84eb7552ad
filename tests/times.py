"""How long the suite took: the ten slowest tests, and the seconds and processor seconds of all."""

import time
from collections import defaultdict
from collections.abc import Generator
from typing import Any

import pytest

SHOWN = 10
_began: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, Any]:
    """Note the processor seconds that this process spent since the last part of a test."""
    report = yield
    now = time.process_time()
    report.processor = now - _began.get("at", 0.0)
    _began["at"] = now
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the slowest tests, and the sums."""
    seconds: dict[str, float] = defaultdict(float)
    processor: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid] += report.duration
                processor[report.nodeid] += getattr(report, "processor", 0.0)
    if not seconds:
        return
    terminalreporter.section(f"{min(SHOWN, len(seconds))} slowest tests")
    for test in sorted(seconds, key=seconds.__getitem__, reverse=True)[:SHOWN]:
        terminalreporter.line(f"{seconds[test]:7.2f} s  {processor[test]:7.2f} CPU s  {test}")
    total, used = sum(seconds.values()), sum(processor.values())
    terminalreporter.line(f"{len(seconds)} tests: {total:.1f} s, {used:.1f} CPU s in the test processes")
