"""Every named address of the product, once for both languages, with the methods that it may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import acts as described
from tests.permissions import acts, ages, probes
from tests.permissions.world import Objects, World


@dataclass(frozen=True)
class Probe:
    """One line of the matrix: a route, an act where the route knows several, a method."""

    route: str
    variant: str
    method: str

    @property
    def key(self) -> str:
        """As the matrix writes it."""
        return f"{self.route}{'/' + self.variant if self.variant else ''} {self.method}"

    def path(self, world: World, objects: Objects) -> str:
        """The address, for the objects of one company."""
        address = probes.OWNED.get(self.route) or probes.OPEN.get(self.route)
        arguments = address(objects) if address else {}
        act = self.variant or (self.route.removeprefix("api:application-") if "api:application-" in self.route else "")
        if objects is world.objects["ours"] and act in probes.STAGE:
            arguments["pk"] = world.cases[probes.STAGE[act]].pk
        if self.variant:
            arguments["key"] = self.variant
        return reverse(self.route, kwargs=arguments)

    def body(self, world: World, objects: Objects, who: str = "") -> Any:
        """What a person with the right who looks now would send."""
        carried = ages.carried(self, world, objects, who)
        if (sent := acts.body(self.key, world, objects)) is not None:
            return {**carried, **sent}
        made = probes.BODIES.get(self.key)
        return {**carried, **(made(world, objects) if made else {})} if made or carried else None


def named() -> Iterator[tuple[str, Any]]:
    """The routes of the product's own pages and API; the stock admin has its own test."""
    yield from _walk(get_resolver(), ())


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from _walk(pattern, (*spaces, *filter(None, [pattern.namespace])))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join((*spaces, pattern.name)), pattern.callback


def all_probes() -> list[Probe]:
    """What the matrix must say: pages are read and posted to, the API is called with the methods it offers."""
    found = []
    for route, callback in named():
        actions = getattr(callback, "actions", None)
        methods = sorted({name.upper() for name in actions} - {"HEAD"}) if actions else ["GET", "POST"]
        variants = {"governance:case_act": probes.ACTS, **described.SEVERAL}.get(route, ("",))
        found += [Probe(route, variant, method) for variant in variants for method in methods]
    return list(dict.fromkeys(found))
