"""Readers of published and office-kept lists: bytes in, plain rows out; no database, and no network but in fetching."""
