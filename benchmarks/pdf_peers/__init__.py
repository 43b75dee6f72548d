"""Our letters against other ways of making the same PDF: time, memory, size. See `__main__`."""
