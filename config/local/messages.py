"""Compiling the message catalogues without GNU gettext, which a newcomer's machine may lack."""

from collections.abc import Iterable
from pathlib import Path

import polib


def compile_all(sources: Iterable[Path]) -> None:
    """Write the binary catalogue beside every source catalogue."""
    for source in sources:
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    compile_all(sorted(Path().glob("locale/*/LC_MESSAGES/*.po")))
