"""`python3 -m config.local demo|setup|test|check|bench|lock|clean`: what the Makefile calls."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said kindly to those who come with an older one
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit(
        "Python 3.11 or newer is needed; this is " + found + " (" + sys.executable + ").\n"
        "Install one and name it: make demo PYTHON=python3.12"
    )

from config.local import commands

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))
