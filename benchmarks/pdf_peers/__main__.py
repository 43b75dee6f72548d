"""python -m benchmarks.pdf_peers: one run, one table, ours against typst, WeasyPrint, fpdf2, Chromium and ReportLab.

The same invented letter with 720 signatories, as text and with a drawn signature each. Every maker works in a process
of its own; rounds are interleaved, so that a busy machine is busy for all. Cold: processor time from nothing to the
first file. Warm: the least processor time of the later files. Memory: the highest resident size. CPU time includes
child processes (Chromium). Peers: pip install -r benchmarks/requirements.txt, and a chromium on the PATH.
"""

import argparse
import importlib.util
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from benchmarks.pdf_peers.content import our_document, write_content, write_places
from benchmarks.pdf_peers.makers import MAKERS, ONLY_DRAWN
from letters import typeset
from letters.seals import keys
from tests.letters import judges

NEEDS = {
    "typst_a3a_ua1": "typst",
    "typst_curves": "typst",
    "weasyprint_a3a": "weasyprint",
    "fpdf2_plain": "fpdf",
    "chromium": "playwright",
}
WITH_CHILDREN = frozenset({"chromium"})
# Issue 3: ours warm, as a share of the other.
BARS = {
    ("text", "bare_canvas", "warm"): 2.0,
    ("text", "typst_a3a_ua1", "warm"): 0.40,
    ("drawn", "typst_a3a_ua1", "warm"): 0.20,
    ("drawn", "typst_curves", "warm"): 0.20,
    ("text", "weasyprint_a3a", "warm"): 1 / 35,
    ("text", "typst_a3a_ua1", "cold"): 1.2,
    ("text", "typst_a3a_ua1", "size"): 0.40,
    ("drawn", "typst_a3a_ua1", "size"): 0.55,
}
FULL = 720
SEAL_MILLISECONDS, SEAL_BYTES, MOST_MEMORY = 40, 16_000, 128


@dataclass
class Measured:
    """What one maker took for one variant."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    part: list[float] = field(default_factory=list)
    added: int = 0
    size: int = 0
    memory: float = 0.0
    digests: set[str] = field(default_factory=set)
    standard: str = ""

    def value(self, what: str) -> float:
        return float(self.size) if what == "size" else min(getattr(self, what))


class Worker:
    """A running maker."""

    def __init__(self, maker: str, folder: Path, variant: str) -> None:
        command = [sys.executable, "-m", "benchmarks.pdf_peers.worker", maker, str(folder), variant]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.tree = psutil.Process(self.process.pid)

    def make(self, target: str = "") -> tuple[dict[str, float], float]:
        """One file: what the worker says, and the processor time of it and its children."""
        before = self.cpu()
        self.process.stdin.write(f"{target}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("the maker ended without an answer")
        return json.loads(answer), self.cpu() - before

    def cpu(self) -> float:
        return sum(sum(each.cpu_times()[:2]) for each in self._family())

    def memory(self) -> float:
        """Megabytes resident now, of it and its children; of it alone, the highest ever."""
        children = sum(each.memory_info().rss for each in self._family()[1:]) / 1e6
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1000
        return own + children

    def end(self) -> float:
        """End it; the processor time of its whole life, to the microsecond."""
        self.process.stdin.close()
        _, status, used = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return used.ru_utime + used.ru_stime

    def _family(self) -> list[psutil.Process]:
        return [self.tree, *self.tree.children(recursive=True)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf_peers", description=__doc__)
    parser.add_argument("--signatories", type=int, default=FULL, help="the bars are for 720")
    parser.add_argument("--warm", type=int, default=9, help="warm rounds")
    parser.add_argument("--cold", type=int, default=3, help="cold rounds")
    parser.add_argument("--only", nargs="*", default=list(MAKERS), choices=MAKERS)
    parser.add_argument("--keep", type=Path, help="folder to keep the files in, to look at")
    asked = parser.parse_args()
    makers = [each for each in asked.only if _available(each)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _prepare(folder, asked.signatories)
        results = {}
        for variant in ("text", "drawn"):
            able = [each for each in makers if variant == "drawn" or each not in ONLY_DRAWN]
            results |= _measure(able, folder, variant, asked.cold, asked.warm)
        _judge(results, folder)
        _print_table(results)
        if asked.signatories == FULL:
            _print_bars(results)
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            for path in folder.glob("*.pdf"):
                (asked.keep / path.name).write_bytes(path.read_bytes())


def _available(maker: str) -> bool:
    needed = NEEDS.get(maker)
    if needed is None or importlib.util.find_spec(needed):
        return True
    print(f"{maker} is left out: pip install -r benchmarks/requirements.txt", file=sys.stderr)
    return False


def _prepare(folder: Path, signatories: int) -> None:
    write_content(folder, signatories)
    for variant in ("text", "drawn"):
        document = our_document(signatories, drawn=variant == "drawn")
        (folder / f"{variant}.pickle").write_bytes(pickle.dumps(document))
        (folder / f"{variant}.pdf").write_bytes(typeset(document))
        write_places(folder, variant)
    made = keys.make_seal_key("Invented Office for Letters", "letters.example", now=datetime.now(UTC))
    (folder / "seal.p12").write_bytes(made.pkcs12)
    (folder / "seal.password").write_text(made.password)


def _measure(makers: list[str], folder: Path, variant: str, cold: int, warm: int) -> dict[tuple[str, str], Measured]:
    results = {(variant, maker): Measured() for maker in makers}
    for _ in range(cold):
        for maker in makers:
            worker = Worker(maker, folder, variant)
            worker.make()
            until_now, whole_life = worker.cpu(), worker.end()
            results[variant, maker].cold.append(until_now if maker in WITH_CHILDREN else whole_life)
    workers = {maker: Worker(maker, folder, variant) for maker in makers}
    for maker, worker in workers.items():
        worker.make(str(folder / f"{variant}-{maker}.pdf"))
    for _ in range(warm):
        for maker, worker in workers.items():
            answer, cpu = worker.make()
            found = results[variant, maker]
            # The own time is exact to a microsecond, that of children is counted in hundredths of a second.
            found.warm.append(cpu if maker in WITH_CHILDREN else answer["cpu"])
            found.wall.append(answer["wall"])
            found.part.append(answer.get("part", 0.0))
            found.added = int(answer.get("added", 0))
            found.size = int(answer["size"])
            found.digests.add(str(answer["digest"]))
    for maker, worker in workers.items():
        results[variant, maker].memory = worker.memory()
        worker.end()
    return results


def _judge(results: dict[tuple[str, str], Measured], folder: Path) -> None:
    """Say of each file what it is, whatever it claims: by veraPDF, or by the fast validator without Java."""
    files = {f"{variant}-{maker}": (folder / f"{variant}-{maker}.pdf").read_bytes() for variant, maker in results}
    if shutil.which("java") and (judges.JARS / "jaxb-runtime.jar").exists():
        failed = {(each.file, each.profile) for each in judges.vera(files) if each.broken}
    else:
        failed = {(name, each.split()[0]) for name, pdf in files.items() for each in judges.second_opinion(pdf)}
    for (variant, maker), found in results.items():
        valid = [each for each in judges.PROFILES if (f"{variant}-{maker}", each) not in failed]
        found.standard = " ".join(valid) or "none"


def _print_table(results: dict[tuple[str, str], Measured]) -> None:
    head = ("variant", "maker", "valid as", "cold ms", "warm ms", "wall ms", "x ours", "MB", "kB", "same bytes")
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for (variant, maker), found in results.items():
        ours = results.get((variant, "ours"), found)
        row = (
            variant,
            maker.replace("_", "-"),
            found.standard,
            f"{1000 * found.value('cold'):.0f}",
            f"{1000 * found.value('warm'):.1f}",
            f"{1000 * found.value('wall'):.0f}",
            f"{found.value('warm') / ours.value('warm'):.2f}",
            f"{found.memory:.0f}",
            f"{found.size / 1000:.0f}",
            "yes" if len(found.digests) == 1 else "no",
        )
        print("| " + " | ".join(row) + " |")


def _print_bars(results: dict[tuple[str, str], Measured]) -> None:
    print("\nBars (ours as a share of the other):")
    for (variant, maker, what), bar in BARS.items():
        if (variant, maker) in results and (variant, "ours") in results:
            ratio = results[variant, "ours"].value(what) / results[variant, maker].value(what)
            _print_bar(
                f"{variant}, {what} against {maker.replace('_', '-')}", f"{ratio:.3f}", f"{bar:.3f}", ratio <= bar
            )
    for variant in ("text", "drawn"):
        if sealed := results.get((variant, "ours_sealed")):
            took, used = 1000 * min(sealed.part), sealed.memory
            _print_bar(f"{variant}, sealing takes ms", f"{took:.1f}", str(SEAL_MILLISECONDS), took <= SEAL_MILLISECONDS)
            _print_bar(f"{variant}, sealing adds bytes", str(sealed.added), str(SEAL_BYTES), sealed.added <= SEAL_BYTES)
            _print_bar(f"{variant}, peak MB, sealed", f"{used:.0f}", str(MOST_MEMORY), used <= MOST_MEMORY)


def _print_bar(what: str, found: str, bar: str, met: bool) -> None:
    print(f"  {'met   ' if met else 'MISSED'}  {what}: {found} (bar {bar})")


if __name__ == "__main__":
    main()
