"""Stages: where a test may begin, each played once through the services and kept as a template database.

A stage is a function under `@stage`; it returns its handle, a dataclass of rows, and may go on from another stage:

    @stage(after="scene")
    def in_review(before: Review) -> Review: ...

A test says where it begins with `@pytest.mark.stage("in_review")` and takes `here`, `case`, `at`, or the whole handle
as `played`. It gets rows of its own, read afresh from a clone, and is rolled back; a test with transactions of its own
spoils the clone, which is made again.
"""
