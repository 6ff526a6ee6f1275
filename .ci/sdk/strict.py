"""strict.py CONTRACT OUT writes a contract as the SDKs are made of it: without the header Prefer, which an SDK sets by itself, so that no call has to
name it, and with closed answers: an SDK skips what a later server adds, and has no place for it in its types."""

import sys

from ruamel.yaml import YAML

PREFER = "#/components/parameters/Prefer"


def close(node):
    if isinstance(node, list):
        for item in node:
            close(item)
    elif isinstance(node, dict):
        if node.pop("x-extensible", False):
            node["additionalProperties"] = False
        for value in node.values():
            close(value)


yaml = YAML()
yaml.width = 10_000
with open(sys.argv[1], encoding="utf-8") as f:
    contract = yaml.load(f)
for item in contract["paths"].values():
    for operation in item.values():
        if isinstance(operation, dict) and "parameters" in operation:
            operation["parameters"] = [p for p in operation["parameters"] if p.get("$ref") != PREFER]
            if not operation["parameters"]:
                del operation["parameters"]
contract["components"]["parameters"].pop("Prefer", None)
close(contract)
with open(sys.argv[2], "w", encoding="utf-8") as f:
    yaml.dump(contract, f)
