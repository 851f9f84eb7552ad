"""Map layers by which plans are judged."""
