"""What knows nothing else: errors, transitions, numbers, shapes on the earth."""
