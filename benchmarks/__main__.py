"""All measurements, one after the other, each in a process of its own: `python -m benchmarks` (or `make bench`).

The peers of the PDF and the Parliament's own lists are not part of the product: where they are missing, that
measurement says so and the others go on.
"""

import subprocess
import sys

EACH = ("roster_import", "invitations", "signing", "dashboard", "pdf_peers", "public_page", "scans", "story")


def main() -> None:
    failed = []
    for number, name in enumerate(EACH, start=1):
        print(f"\n[{number}/{len(EACH)}] {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"\nThese said why they could not measure: {', '.join(failed)}")


if __name__ == "__main__":
    main()
