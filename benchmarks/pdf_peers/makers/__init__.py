"""One module a maker; each has `prepare(folder, drawn)` that gives a function without arguments: the PDF's bytes.

What `prepare` does is part of a cold start and no part of a warm round.
"""

MAKERS = (
    "bare_canvas",
    "ours",
    "ours_sealed",
    "naive_platypus",
    "typst_a3a_ua1",
    "typst_curves",
    "weasyprint_a3a",
    "fpdf2_plain",
    "chromium",
)

ONLY_DRAWN = frozenset({"typst_curves"})
