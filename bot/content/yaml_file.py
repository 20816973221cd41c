"""Reads one YAML file of the clinic's knowledge, and says in plain words why it cannot."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.content.errors import KnowledgeError

_BOOL = "tag:yaml.org,2002:bool"


_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C library, where PyYAML was built with it


class _Loader(_Fast):  # type: ignore[misc,valid-type]
    """Safe YAML in which yes, no, on and off are words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, name: str | None = None) -> object:
    """What the file holds; `name` is what errors call it.

    Raises KnowledgeError, with the line for a mistake in the YAML.
    """
    name = name or path.name
    try:
        return _constructed(path.read_text(encoding="utf-8"))
    except OSError:
        raise KnowledgeError(name, "file", f"put it into the folder {path.parent.name}") from None
    except UnicodeDecodeError:
        raise KnowledgeError(name, "file", "save it as UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}" if mark else "file"
        raise KnowledgeError(name, line, f"correct the YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise KnowledgeError(name, "file", f"correct the YAML: {error}") from None


def _constructed(text: str) -> object:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        refuse_doubled(node)
        return loader.construct_document(node)
    finally:
        loader.dispose()


def refuse_doubled(node: yaml.Node) -> None:
    """Raise MarkedYAMLError where a name stands twice: YAML itself would silently take the last one."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value} stands twice; remove one", problem_mark=key.start_mark
                )
            seen.add(key.value)
            refuse_doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            refuse_doubled(value)
