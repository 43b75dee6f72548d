"""typst again, the signatures drawn with its own curves and not read as SVG; only for drawn signatures."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.pdf_peers.makers.typst_a3a_ua1 import SOURCE, maker

IMAGE = '#image(bytes(member.svg), format: "svg", height: 20pt, alt: "Signature of " + member.name)'
CURVES = """#figure(alt: "Signature of " + member.name, block(height: 20pt, for path in member.paths {
    let at(x, y) = (x * 0.08pt, y * 0.08pt)
    place(curve(stroke: (paint: black, thickness: .6pt, cap: "round"), curve.move(at(..path.start)),
      ..path.curves.map(c => curve.cubic(at(c.at(0), c.at(1)), at(c.at(2), c.at(3)), at(c.at(4), c.at(5))))))
  }))"""


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    assert IMAGE in SOURCE
    return maker(folder, drawn, SOURCE.replace(IMAGE, CURVES))
