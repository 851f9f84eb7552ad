"""What the tests derive from the descriptions of lists."""

import config.urls  # noqa: F401 - every room's lists are described by now
from registry.web.tables.listings import Listing


def page(listing: Listing) -> str:
    """The name of the address of its page."""
    return f"{listing.filter._meta.model._meta.app_label}:{listing.name}_list"


#: Page → operation.
READS: dict[str, str] = {page(listing): f"api:{listing.name}-list GET" for listing in Listing.all.values()}
#: Operations of resources that follow from the list alone.
OWN: dict[str, Listing] = {listing.name: listing for listing in Listing.all.values() if listing.path}
