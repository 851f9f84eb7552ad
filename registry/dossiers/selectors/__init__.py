"""What a section holds, and what changed."""
