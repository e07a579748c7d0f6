"""Holds the same conversation with moto's server and with Ringfence, and lists every difference.

    compare_with_moto.py RINGFENCE_URL KEY SECRET MOTO_URL
"""

import sys

from conversation import hold


def differences(path, ours, theirs):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(set(ours) | set(theirs)):
            yield from differences(f"{path}.{key}" if path else key, ours.get(key, ABSENT), theirs.get(key, ABSENT))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (one, other) in enumerate(zip(ours, theirs)):
            yield from differences(f"{path}[{index}]", one, other)
    elif ours != theirs:
        yield path, ours, theirs


class Absent:
    def __repr__(self):
        return "(absent)"


ABSENT = Absent()


def main():
    ringfence, key, secret, moto = sys.argv[1:5]
    theirs = dict(hold(moto))
    count = 0
    for name, answer in hold(ringfence, key, secret):
        found = list(differences("", answer, theirs[name]))
        for path, one, other in found:
            count += 1
            print(f"{name}\t{path}\t{one!r}\t{other!r}")
    print(f"{count} differences in {len(theirs)} steps", file=sys.stderr)


if __name__ == "__main__":
    main()
