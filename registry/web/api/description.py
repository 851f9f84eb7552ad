"""The description of the API (OpenAPI 3.1): made once in a process, in English, and kept as the bytes that go out."""

import hashlib
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.encoding import force_bytes
from django.utils.http import quote_etag
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer


@cache
def document() -> dict[str, Any]:
    """The description as a tree; whoever reads it leaves it as it is."""
    with translation.override("en"):
        found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


@cache
def written(form: str) -> tuple[bytes, str]:
    """The description in one form, `json` or `yaml`, with its entity tag."""
    renderer = next(one for one in Description.renderer_classes if one.format == form)
    body = force_bytes(renderer().render(document(), renderer_context={}))
    return body, quote_etag(hashlib.sha256(body).hexdigest()[:32])


class Description(SpectacularAPIView):
    """The whole description, as YAML or JSON by content negotiation or `?format=`; who has it already gets a 304."""

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with what is kept."""
        renderer: BaseRenderer = request.accepted_renderer
        body, tag = written(renderer.format)
        answer = HttpResponse(
            body,
            content_type=renderer.media_type,
            headers={"Content-Disposition": f'inline; filename="xiezhi-api.{renderer.format}"', "ETag": tag},
        )
        plain: HttpRequest = request._request
        found: HttpResponse = get_conditional_response(plain, etag=tag, response=answer) or answer
        return found
