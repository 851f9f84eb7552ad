"""Who acts: a person, or the named system actor."""

from registry.models import User
from registry.rules.grants import System

Actor = User | System
