"""`python -m config.probe`: ask our own web server for its health, as a container's health check."""

import http.client
import os
import sys


def main() -> int:
    """Return 0 when the web server and the database answer; worker and beat have containers of their own."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    port = os.environ.get("WEB_BIND", "127.0.0.1:8000").rpartition(":")[2]
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=6)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return 0 if b'"database": {"status": "ok"' in connection.getresponse().read() else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
