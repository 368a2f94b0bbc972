"""Everything that a clone needs, for a newcomer and for a developer; standard library only."""

import sys

from old_python import explanation

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older Python shall read why it ends here
    sys.exit(explanation("{}.{}".format(*sys.version_info[:2]), " ".join(sys.argv)))

from verbs import main  # noqa: E402 - only a Python that passed the gate can read what follows

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
