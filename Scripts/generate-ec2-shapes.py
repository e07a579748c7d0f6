#!/usr/bin/env python3
"""Writes the shapes of the EC2 API that Ringfence serves, in Swift, from botocore's model.

Usage: generate-ec2-shapes.py [--check]

Needs botocore (`pip install botocore`). ec2-shapes.json beside this file says which actions, and what of their shapes
has no meaning here. With --check nothing is written: the exit status tells whether what is committed is what would be
written. Without botocore, or with another version of it than the shapes were written from, that can't be told, and
--check says so and succeeds.
"""

import gzip
import html
import json
import pathlib
import re
import sys
import textwrap

try:
    import botocore
except ImportError:
    botocore = None

HERE = pathlib.Path(__file__).resolve().parent
OUTPUT = HERE.parent / "Sources/EC2Shapes/Generated"
COLUMNS = 120

# The types of scalars in Swift, and the functions of `QueryStructure` that read them.
SCALARS = {
    "string": ("String", "string"),
    "integer": ("Int", "integer"),
    "long": ("Int", "long"),
    "boolean": ("Bool", "boolean"),
    "float": ("Double", "double"),
    "double": ("Double", "double"),
    "timestamp": ("Timestamp", "timestamp"),
    "blob": ("[UInt8]", "blob"),
}
KEYWORDS = {
    "as", "break", "case", "class", "default", "defer", "do", "else", "enum", "extension", "fileprivate", "for", "func",
    "if", "import", "in", "init", "internal", "is", "let", "operator", "private", "protocol", "public", "repeat",
    "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "try", "var", "where", "while",
}


class Member:
    """A member of a structure: its name in Swift and in the model, its shape, its names on the wire."""

    def __init__(self, name, description, shapes):
        self.model_name = name
        self.name = name[0].lower() + name[1:]
        self.quoted = f"`{self.name}`" if self.name in KEYWORDS else self.name
        self.shape = description["shape"]
        location = description.get("locationName")
        # As botocore's EC2Serializer and EC2QueryParser name members.
        self.query = description.get("queryName") or (location[0].upper() + location[1:] if location else name)
        self.xml = location or name
        self.type = shapes[self.shape]["type"]
        if self.type == "list":
            item = shapes[self.shape]["member"]
            self.item_shape, self.item_type = item["shape"], shapes[item["shape"]]["type"]
            self.item_xml = item.get("locationName", "member")
            if shapes[self.shape].get("flattened") or self.item_type in ("list", "map"):
                raise SystemExit(f"{self.shape} is a kind of list that the generator does not know")
        elif self.type != "structure" and self.type not in SCALARS:
            raise SystemExit(f"{self.shape} is a {self.type}, which the generator does not know")

    @property
    def swift(self):
        if self.type == "structure":
            return self.shape
        if self.type == "list":
            return f"[{self.item_shape if self.item_type == 'structure' else SCALARS[self.item_type][0]}]"
        return SCALARS[self.type][0]

    @property
    def nested(self):
        """The structure that the member is or lists."""
        if self.type == "structure":
            return self.shape
        return self.item_shape if self.type == "list" and self.item_type == "structure" else None

    def read(self):
        """The right-hand side that reads the member, without its default."""
        if self.type == "structure":
            return f'try query.structure("{self.query}")'
        if self.type == "list":
            functions = {"structure": "structures", "string": "strings"}
            if self.item_type not in functions:
                raise SystemExit(f"{self.shape} is a list of {self.item_type}, which no request has had so far")
            return f'try query.{functions[self.item_type]}("{self.query}")'
        return f'try query.{SCALARS[self.type][1]}("{self.query}")'

    def write(self):
        if self.type == "structure":
            return f'xml.structure("{self.xml}", {self.quoted})'
        if self.type == "list":
            item = "" if self.item_xml == "item" else f'item: "{self.item_xml}", '
            return f'xml.list("{self.xml}", {item}{self.quoted})'
        if self.type == "blob":
            raise SystemExit(f"{self.shape} is a blob in a response, which no response has had so far")
        return f'xml.element("{self.xml}", {self.quoted})'


class Generator:
    def __init__(self, model, rules):
        self.shapes, self.operations, self.rules = model["shapes"], model["operations"], rules
        self.inputs, self.outputs, self.roots = set(), set(), {}
        # For each shape, the families whose actions use it.
        self.users = {}
        for family, actions in rules["families"].items():
            for action in actions:
                operation = self.operations[action]
                request = operation["input"]["shape"]
                self.roots[request] = (family, action)
                self.walk(request, self.inputs, family, self.members_of_request)
                if response := operation.get("output", {}).get("shape"):
                    self.walk(response, self.outputs, family, self.members_of_response)
        self.refuse_rules_without_effect()

    def walk(self, name, seen, family, members, done=None):
        done = set() if done is None else done
        if name in done:
            return
        done.add(name)
        seen.add(name)
        self.users.setdefault(name, set()).add(family)
        for member in members(name):
            if member.nested:
                self.walk(member.nested, seen, family, members, done)

    def members(self, name):
        return [Member(key, value, self.shapes) for key, value in sorted(self.shapes[name].get("members", {}).items())]

    def members_of_request(self, name):
        ignored = self.rules["ignoredInRequests"].get(name, [])
        return [member for member in self.members(name) if member.model_name not in ignored]

    def members_of_response(self, name):
        omitted = self.rules["omittedFromResponses"].get(name, [])
        return [
            member for member in self.members(name)
            if member.model_name not in omitted and not {member.shape, member.nested} & set(self.rules["omittedShapes"])
        ]

    def refuse_rules_without_effect(self):
        for kind, reached in (("ignoredInRequests", self.inputs), ("omittedFromResponses", self.outputs)):
            for shape, names in self.rules[kind].items():
                unknown = set(names) - set(self.shapes[shape].get("members", {}))
                if shape not in reached or unknown:
                    raise SystemExit(f"{kind}: {shape} {sorted(unknown)} is not there")

    # A structure

    def struct(self, name):
        is_input, is_output = name in self.inputs, name in self.outputs
        read, written = self.members_of_request(name) if is_input else [], self.members_of_response(name) if is_output else []
        members = {member.name: member for member in read + written}
        members = [members[key] for key in sorted(members)]
        # An absent list and an empty one differ only where they are written.
        is_plain = lambda member: member.type == "list" and not is_output
        lines = self.documentation(name)
        protocols = ["EC2Request"] if name in self.roots else ["QueryDecodable"] if is_input else []
        protocols += ["XMLEncodable"] if is_output else []
        lines.append(f"package struct {name}: {', '.join(protocols)}, Equatable {{")
        if name in self.roots:
            action = self.roots[name][1]
            response = self.operations[action].get("output", {}).get("shape", "EmptyResponse")
            lines.append(f"  package typealias Response = {'EC2.' if response != 'EmptyResponse' else ''}{response}")
            lines += [f'  package static let action = "{action}"', ""]
        for member in members:
            declaration = f"{member.swift} = []" if is_plain(member) else f"{member.swift}?"
            lines.append(f"  package var {member.quoted}: {declaration}")
        if members:
            lines.append("")
        if is_output and members:
            lines += self.memberwise(members)
        else:
            lines.append("  package init() {}")
        if is_input:
            lines += [""] + self.reader(name, read, is_plain)
        if is_output:
            lines += ["", "  package func encode(into xml: inout XMLWriter) {"]
            lines += [f"    {member.write()}" for member in written]
            lines.append("  }")
        return lines + ["}"]

    def memberwise(self, members):
        parameters = [f"{member.quoted}: {member.swift}? = nil" for member in members]
        lines = packed(parameters, ", ", "    ")
        lines = ["  package init("] + lines + ["  ) {"]
        lines += packed([f"self.{member.name} = {member.quoted}" for member in members], "; ", "    ")
        return lines + ["  }"]

    def reader(self, name, members, is_plain):
        lines = ["  package init(from query: inout QueryStructure) throws(EC2Error) {"]
        needed = set(self.shapes[name].get("required", []))
        names = [f'"{member.query}"' for member in members if member.model_name in needed]
        if names:
            lines.append(f"    try query.require({', '.join(names)})")
        for member in members:
            default = " ?? []" if is_plain(member) else ""
            lines.append(f"    {member.quoted} = {member.read()}{default}")
        for key in self.rules["ignoredInRequests"].get(name, []):
            member = Member(key, self.shapes[name]["members"][key], self.shapes)
            lines.append(f'    query.ignore("{member.query}")')
        return lines + ["  }"]

    def documentation(self, name):
        if name in self.roots:
            action = self.roots[name][1]
            return comment(f"What `{action}` asks. " + sentence(self.operations[action].get("documentation", "")))
        text = sentence(self.shapes[name].get("documentation", ""))
        actions = [a for (_, a) in self.roots.values() if self.operations[a].get("output", {}).get("shape") == name]
        if actions and not text.startswith("Describes"):
            return comment("What " + " and ".join(f"`{action}`" for action in sorted(actions)) + " answers.")
        return comment(text or f"`{name}` of the EC2 API.")

    # Files

    def files(self):
        files = {}
        results = {
            operation["output"]["shape"]
            for action, operation in self.operations.items()
            if "output" in operation and operation["output"]["shape"].endswith("Result")
        }
        for family, actions in self.rules["families"].items():
            names = []
            for action in actions:
                operation = self.operations[action]
                names.append(operation["input"]["shape"])
                response = operation.get("output", {}).get("shape")
                if response in results and response not in names:
                    names.append(response)
            files[f"{family}Actions"] = names
        placed = {name for names in files.values() for name in names}
        for name in sorted((self.inputs | self.outputs) - placed):
            users = self.users[name]
            kind = "Shapes" if name in self.outputs else "RequestShapes"
            file = f"{min(users) if len(users) == 1 else 'Shared'}{kind}"
            files.setdefault(file, []).append(name)
        texts = {f"{file}.swift": self.file([self.struct(name) for name in names]) for file, names in files.items()}
        texts["ServedActions.swift"] = self.file([self.served()])
        return texts

    def served(self):
        lines = [
            "/// The requests of all actions that have shapes here, sorted by the names of the actions.",
            "package static let requests: [any EC2Request.Type] = [",
        ]
        lines += [f"  {name}.self," for name, _ in sorted(self.roots.items(), key=lambda item: item[1][1])]
        return lines + ["]"]

    def file(self, declarations):
        lines = [
            f"// Written by Scripts/generate-ec2-shapes.py from botocore {botocore.__version__}. Do not edit.",
            "// swift-format-ignore-file",
            "",
            "extension EC2 {",
        ]
        for index, declaration in enumerate(declarations):
            lines += [""] if index else []
            lines += [f"  {line}" if line else "" for line in declaration]
        return "\n".join(lines + ["}"]) + "\n"


def packed(words, separator, indent):
    """The words, as many to a line as fit."""
    lines, line = [], ""
    for index, word in enumerate(words):
        word += separator if index + 1 < len(words) else ""
        if line and len(indent) + 2 + len(line) + len(word.rstrip()) > COLUMNS:
            lines.append(indent + line.rstrip("; "))
            line = ""
        line += word
    return lines + [indent + line]


def sentence(documentation):
    """The first sentence of a documentation in HTML."""
    text = re.sub(r"<note>.*?</note>", "", documentation, flags=re.S)
    text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</p>.*", "", text, flags=re.S)))
    text = " ".join(text.split())
    return re.split(r"(?<=[.:])\s", text)[0].rstrip(":") if text else ""


def comment(text):
    return textwrap.wrap(text.strip(), COLUMNS - 2, initial_indent="/// ", subsequent_indent="/// ")


def main():
    is_check = "--check" in sys.argv[1:]
    if botocore is None:
        print("EC2 shapes: botocore is not installed")
        return 0 if is_check else 1
    written_from = re.search(r"from botocore (\S+)\. Do not", committed("ServedActions.swift") or "")
    if is_check and written_from and written_from[1] != botocore.__version__:
        print(f"EC2 shapes: written from botocore {written_from[1]}, and {botocore.__version__} is installed: not compared")
        return 0
    path = pathlib.Path(botocore.__file__).parent / "data/ec2/2016-11-15/service-2.json.gz"
    model = json.loads(gzip.decompress(path.read_bytes()))
    files = Generator(model, json.loads((HERE / "ec2-shapes.json").read_text())).files()
    superfluous = {path.name for path in OUTPUT.glob("*.swift")} - set(files)
    if is_check:
        stale = sorted([name for name, text in files.items() if committed(name) != text] + list(superfluous))
        for name in stale:
            print(f"{OUTPUT.relative_to(HERE.parent)}/{name} is not what Scripts/generate-ec2-shapes.py writes")
        return 1 if stale else 0
    OUTPUT.mkdir(exist_ok=True)
    for name in superfluous:
        (OUTPUT / name).unlink()
    for name, text in files.items():
        (OUTPUT / name).write_text(text)
    return 0


def committed(name):
    path = OUTPUT / name
    return path.read_text() if path.exists() else None


sys.exit(main())
