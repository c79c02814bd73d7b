"""Reads the stories of corpus/: the plain text and what is marked in it.

Offsets are Unicode code points into the text, end exclusive.
"""
import re

KINDS = {"p": "person", "o": "organization", "l": "place", "g": "group", "e": "event",
         "r": "product", "w": "work", "x": "other"}
OPENING = re.compile(r"(?:\[(?:([polgerwx]):([a-z0-9-]+)|([dm])|([:~%])([a-z0-9-]+))|\{(q\d+)(!|@[a-z0-9-]*)?) ")


def read(path):
    """The story's text and its marks, each (start, end, what, id).

    What is a type of name, "date", "money", "pronoun", "nominal", "role",
    "content", "cue" or "source"; the id is the entity's, or for the last three
    the statement's; for a source it is (statement, entity or "").
    """
    _, _, marked = path.read_text(encoding="utf-8").partition("\n\n")
    text, marks, opened, at = [], [], [], 0
    while at < len(marked):
        char = marked[at]
        if char in "[{":
            mark = OPENING.match(marked, at)
            if mark is None:
                raise SystemExit(f"{path}: not a mark: {marked[at:at + 20]!r}")
            opened.append((len(text), mark))
            at = mark.end()
            continue
        if char in "]}":
            start, mark = opened.pop()
            name, entity, value, reference, referent, statement, part = mark.groups()
            if name:
                marks.append((start, len(text), KINDS[name], entity))
            elif value:
                marks.append((start, len(text), {"d": "date", "m": "money"}[value], None))
            elif reference:
                what = {":": "pronoun", "~": "nominal", "%": "role"}[reference]
                marks.append((start, len(text), what, referent))
            elif part is None:
                marks.append((start, len(text), "content", statement))
            elif part == "!":
                marks.append((start, len(text), "cue", statement))
            else:
                marks.append((start, len(text), "source", (statement, part[1:])))
        else:
            text.append(char)
        at += 1
    return "".join(text), sorted(marks, key=lambda mark: mark[:2])
