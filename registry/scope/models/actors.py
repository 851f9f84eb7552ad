"""Who acts: a person, or the named system actor."""

from registry.scope.models import User
from registry.scope.rules.grants import System

Actor = User | System
