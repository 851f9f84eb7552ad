"""Opening accounts, giving roles, signing in, second factors."""
