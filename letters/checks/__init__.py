"""What a check of a finished file looks at: its seals, its names, and the bounds within which to look."""
