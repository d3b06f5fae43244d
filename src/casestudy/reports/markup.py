"""HTML built as a tree, so that every text is escaped, in one file that asks for nothing else."""

from __future__ import annotations

from importlib import resources

from lxml import etree, html

from casestudy.domain.text import canonical

Node = etree._Element  # noqa: SLF001 - lxml has no public name for the type
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def tag(name: str, /, *children: Node | str | None, **attributes: str) -> Node:
    """Return an element; ``class_`` and ``data_x`` become ``class`` and ``data-x``."""
    element: Node = html.Element(name)
    for key, value in attributes.items():
        element.set(key.rstrip("_").replace("_", "-"), canonical(value))
    for child in children:
        if isinstance(child, str):
            _append_text(element, canonical(child))
        elif child is not None:
            element.append(child)
    return element


def page(*children: Node, title: str, language: str, style: str = "page.css") -> bytes:
    """Return a whole page, self-contained, that no script and no other address can enter.

    ``style`` names the file beside this one that says how the page looks.
    """
    rules = html.Element("style")
    rules.text = resources.files(__package__).joinpath(style).read_text("utf-8")
    root = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", title),
            rules,
        ),
        tag("body", *children),
        lang=language,
    )
    return bytes(html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _append_text(element: Node, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
