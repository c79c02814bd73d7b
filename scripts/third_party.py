#!/usr/bin/env python3
"""Turns WikiGold into stories in the corpus' format, with names only.

    python3 scripts/third_party.py ../shared/data

Writes corpus/third-party/stories/.
"""
import os, sys

GOLD = {"PER": "p", "ORG": "o", "LOC": "l", "MISC": "x"}
CLOSE = set(".,;:!?)%") | {"'s", "n't", "'", "''", "’s", "”", "’"}
OPEN = {"(", "``", "$", "“"}
count = 0


def plain(text):
    return text.translate(str.maketrans("[]{}", "()()"))


def marked(text, names):
    """The text with (start, end, sign) marked; each name is an entity of its own."""
    global count
    out, at = [], 0
    for start, end, sign in sorted(names):
        words = text[start:end]
        if start < at or "\n\n" in words or words != words.strip():
            continue
        count += 1
        out += [plain(text[at:start]), "[%s:n%d %s]" % (sign, count, plain(words))]
        at = end
    return "".join(out + [plain(text[at:])])


def write(name, source, text):
    path = "corpus/third-party/stories/%s.txt" % name
    with open(path, "w", encoding="utf-8") as file:
        file.write("id: %s\nsource: %s\n\n%s\n" % (name, source, text.strip()))


def sentence(tokens):
    """Words with the blanks that stand between them, and each word's place."""
    text, places, before, quoted = "", [], "", False
    for token in tokens:
        joined = not text or token in CLOSE or before in OPEN or (before == '"' and quoted)
        if token == '"':
            joined, quoted = joined or quoted, not quoted
        text += ("" if joined else " ")
        places.append((len(text), len(text) + len(token)))
        text, before = text + token, token
    return text, places


def wikigold(path):
    sentences, current = [], []
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("-DOCSTART-"):
            current.append(line.rsplit(None, 1))
        elif current:
            sentences.append(current)
            current = []
    paragraphs = []
    for tokens in sentences + ([current] if current else []):
        text, places = sentence([word for word, _ in tokens])
        names, at = [], 0
        while at < len(tokens):
            end = at + 1
            if tokens[at][1] != "O":
                while end < len(tokens) and tokens[end][1] == tokens[at][1]:
                    end += 1
                names.append((places[at][0], places[end - 1][1], GOLD[tokens[at][1][2:]]))
            at = end
        paragraphs.append(marked(text, names))
    for nth in range(0, len(paragraphs), 30):
        write("wikigold-%02d" % (nth // 30), "WikiGold", "\n\n".join(paragraphs[nth : nth + 30]))


data = sys.argv[1]
os.makedirs("corpus/third-party/stories", exist_ok=True)
wikigold(os.path.join(data, "train/wikigold/wikigold.conll.txt"))
