"""Measurements against what others do; run by hand, no part of the package and of its tests."""
