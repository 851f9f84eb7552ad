"""Forms: they read and check what people type; services decide."""
