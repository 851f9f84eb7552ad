"""The words of acts and of actors, registered by each room."""
