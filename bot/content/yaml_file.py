"""Reads one YAML file of the clinic's knowledge, and says in plain words why it cannot."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from bot.content.errors import KnowledgeError

_BOOL = "tag:yaml.org,2002:bool"


_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C library, where PyYAML was built with it


class _Loader(_Fast):  # type: ignore[misc,valid-type]
    """Safe YAML in which yes, no, on and off are words, and a key may stand only once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = set()
        for key_node, _ in node.value:
            if key_node.value in keys:
                raise yaml.MarkedYAMLError(
                    problem=f"{key_node.value} stands twice", problem_mark=key_node.start_mark
                )
            keys.add(key_node.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> object:
    """What the file holds. Raises KnowledgeError, with the line for a mistake in the YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except OSError:
        raise KnowledgeError(path.name, "file", f"put it into the folder {path.parent.name}") from None
    except UnicodeDecodeError:
        raise KnowledgeError(path.name, "file", "save it as UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}" if mark else "file"
        raise KnowledgeError(path.name, line, f"correct the YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise KnowledgeError(path.name, "file", f"correct the YAML: {error}") from None
