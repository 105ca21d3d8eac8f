#!/bin/bash
# CUPS filter: job user title copies options file. Passes a PDF on and refuses anything else, as a renderer would.
[ "$(head -c 5 "$6")" = "%PDF-" ] || { echo "ERROR: not a PDF" >&2; exit 1; }
tail -c 1024 "$6" | grep -aq '%%EOF' || { echo "ERROR: the PDF has no end" >&2; exit 1; }
exec cat "$6"
