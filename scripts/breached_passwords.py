"""The list of breached passwords that comes along: python scripts/breached_passwords.py LIST ..., lists in the clear.

Each LIST has a password a line. Kept are those long enough to be chosen here, in small letters, as SHA-1 in order.
"""

import gzip
import hashlib
import sys
from pathlib import Path

LEAST = 10
LIST = Path(__file__).parents[1] / "src" / "tamarack" / "data" / "breached_passwords.txt"


def main(lists: list[Path]) -> None:
    """Read the lists, packed or not, and write ours."""
    found: set[str] = set()
    for path in lists:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        found |= {line.strip().lower() for line in data.decode().split("\n")}
    digests = sorted(
        hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in found if len(word) >= LEAST
    )
    LIST.write_text("".join(f"{digest}\n" for digest in digests))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
