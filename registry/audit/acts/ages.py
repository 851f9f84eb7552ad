"""The version of a row, carried by every act that changes it."""

from operator import attrgetter

from registry.audit.services import ages
from registry.web.acts.acts import Carries

VERSION = Carries({"version": attrgetter("version")}, ages.require)
