#!/bin/sh
# Validates a SARIF file against the types that pydantic-sarif generated from the standard's schema (2.1.0); unknown
# members are refused. The package is fetched from PyPI into a folder that is removed again.
#   Scripts/sarif-check.sh report.sarif
set -eu
file=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install 'pydantic-sarif==0.1.1'
"$folder/venv/bin/python" - "$file" <<'PYTHON'
import json, sys
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Schema
document = json.load(open(sys.argv[1]))
Schema.parse_obj(document) if not hasattr(Schema, "model_validate") else Schema.model_validate(document)
print("%s: valid SARIF %s, %d results" % (sys.argv[1], document["version"], sum(len(r["results"]) for r in document["runs"])))
PYTHON
