#!/usr/bin/env bash
# Runs the contract on the fake BlueZ and on a real bluetoothd, and compares what was seen, line by line.
#
#   compare.sh PYTHON    a Python with biofeed and bumble; 0 if both say the same, 1 if not
#
# Whatever differs is shown with - for the fake and + for the real one.

set -euo pipefail

cd "$(dirname "$(readlink -f "$0")")/../.."
BED=testbeds/bluez
PYTHON=$1
LIMIT_S=300

SEEN=$(mktemp -d)
trap 'rm -rf "$SEEN"' EXIT

"$BED/setup.sh"
"$PYTHON" - >&2 <<'VERSIONS'
import datetime, importlib.metadata, platform
found = (f"{name} {importlib.metadata.version(name)}" for name in ("biofeed", "bleak", "bumble"))
print(datetime.date.today(), *found, f"Python {platform.python_version()}", sep=", ")
VERSIONS
echo "compare.sh: on the fake …" >&2
"$PYTHON" -m testbeds.bluez.contract fake >"$SEEN/fake"
echo "compare.sh: on the real one, which takes some two minutes …" >&2
"$BED/vm.sh" "$LIMIT_S" "$PYTHON" -m testbeds.bluez.contract real >"$SEEN/real"
if ! diff -u --label fake "$SEEN/fake" --label real "$SEEN/real"; then
  echo "compare.sh: the fake and the real bluetoothd differ" >&2
  exit 1
fi
echo "the fake and the real bluetoothd agree on all $(wc -l <"$SEEN/real") lines"
if ! diff -u "$BED/expected.txt" "$SEEN/real"; then
  echo "compare.sh: the expected lines are older; to renew them:" >&2
  echo "  $PYTHON -m testbeds.bluez.contract fake > $BED/expected.txt" >&2
  exit 1
fi
