"""Committed query counts: a page that needs more than its baseline fails, so an N+1 cannot slip in.

`tests/query_counts.json` holds the numbers. A page that got cheaper also fails until its number is lowered; run with
`QUERY_COUNTS=write` to write the numbers that were measured, and look at the difference before you commit it.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

BASELINE = Path(__file__).with_name("query_counts.json")
_NOISE = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@contextmanager
def assert_baseline(name: str) -> Iterator[None]:
    """Compare the queries made in the block with the committed number called `name`.

    Call it twice under one name, with few rows and with many, to prove that the number does not grow with the rows.
    """
    with CaptureQueriesContext(connection) as captured:
        yield
    made = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(_NOISE)]
    counts = json.loads(BASELINE.read_text())
    if os.environ.get("QUERY_COUNTS") == "write":
        counts[name] = len(made)
        BASELINE.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
    listing = "\n".join(made)
    assert counts.get(name) == len(made), f"{name}: {len(made)} queries, committed {counts.get(name)}\n{listing}"
