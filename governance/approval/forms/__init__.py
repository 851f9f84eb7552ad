"""What an act asks for."""
