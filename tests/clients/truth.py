"""What our JSON Lines say: the truth that every other format's own software is held against.

A claim is known by its article and id; its pieces, sources and cues are (start, end, words) in Unicode characters,
and only those that have their place in the text.
"""

import dataclasses
import json
import pathlib


@dataclasses.dataclass
class Link:
    speakers: list
    source: list
    cue: list


@dataclasses.dataclass
class Claim:
    article: str
    id: str
    pieces: list
    links: list
    verdict: str
    quotation: str

    @property
    def words(self):
        return [piece[2] for piece in self.pieces]


@dataclasses.dataclass
class Truth:
    texts: dict
    titles: dict
    claims: list

    def placed(self):
        """The claims that have a place in their text."""
        return [claim for claim in self.claims if claim.pieces]

    def of(self, article):
        return [claim for claim in self.placed() if claim.article == article]

    def pieces(self):
        """Every piece of every claim: (article, start, end, words), in order."""
        return sorted((claim.article, *piece) for claim in self.placed() for piece in claim.pieces)

    def sources(self):
        return sorted({(claim.article, *piece) for claim in self.placed() for link in claim.links for piece in link.source})

    def cues(self):
        return sorted({(claim.article, *piece) for claim in self.placed() for link in claim.links for piece in link.cue})


def characters(text, start, end):
    """Places in UTF-16 units as such in characters."""
    units = text.encode("utf-16-le")
    return tuple(len(units[:2 * at].decode("utf-16-le")) for at in (start, end))


def anchors(records):
    return [(one["start"], one["end"], one["words"]) for one in records if not one["orphaned"]]


def read(path):
    truth = Truth({}, {}, [])
    for line in pathlib.Path(path).read_text("utf-8").split("\n"):
        if not line:
            continue
        line = json.loads(line)
        if line["type"] == "article":
            truth.texts[line["id"]], truth.titles[line["id"]] = line["text"], line["title"]
        if line["type"] == "claim":
            links = [
                Link([one["name"] for one in link["speakers"]], anchors(link["source"]), anchors(link["cue"]))
                for link in line["chain"]
            ]
            verdict = line["verdict"] and line["verdict"]["label"]
            pieces = anchors(line["spans"])
            truth.claims.append(Claim(line["article"]["id"], line["id"], pieces, links, verdict, line["quotation"]))
    for claim in truth.claims:
        text = truth.texts[claim.article]
        for start, end, words in claim.pieces:
            assert text[start:end] == words, f"our own JSON Lines lie: {claim}"
    return truth


def same(what, theirs, ours):
    """Compares what a program found with the truth, and shows the first difference."""
    theirs, ours = list(theirs), list(ours)
    if theirs != ours:
        odd = [(a, b) for a, b in zip(theirs, ours) if a != b][:1]
        raise AssertionError(f"{what}: {len(theirs)} against {len(ours)}, first difference {odd or (theirs[-1:], ours[-1:])}")
    return len(ours)
