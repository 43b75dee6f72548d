"""One maker in a process of its own: `worker MAKER FOLDER text|drawn` makes a file for each line it reads."""

import hashlib
import importlib
import json
import sys
import time
from pathlib import Path


def main() -> None:
    maker, folder, variant = sys.argv[1:]
    module = importlib.import_module(f"benchmarks.pdf_peers.makers.{maker}")
    make = module.prepare(Path(folder), variant == "drawn")
    for line in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        pdf = make()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        target = line.strip()
        if target:
            Path(target).write_bytes(pdf)
        digest = hashlib.sha256(pdf).hexdigest()
        answer = {"cpu": cpu, "wall": wall, "size": len(pdf), "digest": digest}
        # What sealing alone took and added, where the maker seals.
        answer |= {name: getattr(make, name) for name in ("part", "added") if hasattr(make, name)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
