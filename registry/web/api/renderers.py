"""How an answer is written."""

from rest_framework.renderers import BaseRenderer


class AnyFile(BaseRenderer):
    """Lets a caller ask for whatever type the file has."""

    media_type = "*/*"
    format = "file"
