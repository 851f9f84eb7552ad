"""Pure functions on numpy arrays: scaling, weights, scores, coordination, ranking, turning points, robustness.

Nothing here knows Django, a database or another room. Rows are units (mines, regions, years), columns are criteria;
a missing value is NaN and stays missing. Nothing is rounded. What cannot be computed raises `problems.MethodError`;
no method warns, prints or hands back NaN for a value that was there.
"""
