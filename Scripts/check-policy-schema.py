#!/usr/bin/env python3
"""Holds Documentation/verify-policy.schema.json against policies that are right and against mistakes.

The policies: every policy.yaml under Examples, the examples in Documentation/verify.md, Fuzzing/Corpus. The mistakes: those
of Tests/ConnectivityPolicyTests/Mistakes.json, which the reader's tests refuse too. Takes the packages jsonschema and
PyYAML; ends with 1 where the schema and a policy disagree.
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """As editors read YAML for a schema: days stay texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

root = pathlib.Path(__file__).resolve().parent.parent
schema = json.loads((root / "Documentation/verify-policy.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

failures = 0
right = {str(path.relative_to(root)): path.read_text() for path in sorted(root.glob("Examples/*/policy.yaml"))}
text = (root / "Documentation/verify.md").read_text()
for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)):
    right[f"Documentation/verify.md, example {number + 1}"] = block
seed = root / "Fuzzing/Corpus/verifyPolicy/seed-all.yaml"
right[str(seed.relative_to(root))] = seed.read_text()
for name, policy in right.items():
    for error in validator.iter_errors(yaml.load(policy, Loader)):
        failures += 1
        print(f"{name}: refused: {error.json_path}: {error.message}", file=sys.stderr)

mistakes = json.loads((root / "Tests/ConnectivityPolicyTests/Mistakes.json").read_text())
# No schema can say that names repeat, bits beyond a prefix are set, a range is reversed, a prefix of a name is a slip, or
# that a text is no YAML.
checked = [mistake for mistake in mistakes if mistake.get("schema", True)]
for mistake in checked:
    if validator.is_valid(yaml.load(mistake["policy"], Loader)):
        failures += 1
        print(f"accepted: {mistake['policy']!r}", file=sys.stderr)

print(f"{len(right)} policies, {len(checked)} mistakes: {failures} disagreements")
sys.exit(1 if failures else 0)
