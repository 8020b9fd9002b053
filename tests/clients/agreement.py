"""Reckons agreement with other people's programs on the readings that we compare, and compares the figures with ours.

The second reading is the first with claims left out, moved, and given other speakers, voices, quotations, decisions and
verdicts, by a seed. Kappa and F1 are those of scikit-learn, nominal alpha that of krippendorff, gamma that of
pygamma-agreement, and the pairs are found by SciPy. No package has alpha for unitizing: it is worked out here as the paper
writes it, sum by sum.
"""

import json
import logging
import random
import subprocess

import krippendorff
import numpy
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum
from pygamma_agreement.sampler import AbstractContinuumSampler
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import cohen_kappa_score, f1_score

# It tells each time which of its two solvers it uses.
logging.getLogger().setLevel(logging.ERROR)

MASK = (1 << 64) - 1
TOLERANCE = 1e-6


def second_reading(lines, seed):
    """The lines of another reading, each claim with its own luck."""
    luck = random.Random(seed)
    records = [json.loads(line) for line in lines]
    texts = {record["id"]: record["text"] for record in records if record["type"] == "article"}
    speakers = [{"id": record["id"], "name": record["name"]} for record in records if record["type"] == "speaker"]
    written = []
    for record in records:
        if record["type"] != "claim":
            written.append(record)
            continue
        text = texts[record["article"]["id"]]
        if luck.random() < 0.15:
            continue
        if luck.random() < 0.3:
            for span in record["spans"][:1]:
                length = span["end"] - span["start"]
                span["start"] += luck.randrange(0, length // 2 + 1)
                span["words"] = text[span["start"] : span["end"]]
                # The marks around it are others now, and what they say is ours to work out.
                record["quotation_set_by_hand"] = True
        if luck.random() < 0.2 and record["chain"]:
            record["chain"][0]["speakers"] = [luck.choice(speakers)]
        if luck.random() < 0.1:
            record["voice"], record["chain"] = luck.choice(["article", "to be attributed"]), []
        if luck.random() < 0.2:
            record["quotation"], record["quotation_set_by_hand"] = luck.choice(["direct", "indirect", "mixed"]), True
        for review in record["reviews"]:
            if luck.random() < 0.3:
                review["decision"] = luck.choice(["accepted", "disputed", "rejected"])
        if record["verdict"] and luck.random() < 0.4:
            record["verdict"]["rating"] = luck.choice(["true", "false", "half-true"])
        written.append(record)
    return [json.dumps(record, ensure_ascii=False) for record in written]


def reading(lines):
    """Texts and claims by article."""
    texts, claims = {}, {}
    for record in map(json.loads, lines):
        if record["type"] == "article":
            texts[record["id"]] = record["text"]
            claims.setdefault(record["id"], [])
        if record["type"] == "claim":
            claims.setdefault(record["article"]["id"], []).append(record)
    return texts, claims


def extent(claim):
    return tuple(sorted((span["start"], span["end"]) for span in claim["spans"]))


def hull(claim):
    pieces = extent(claim)
    return pieces[0][0], pieces[-1][1]


def characters(claim):
    return {place for start, end in extent(claim) for place in range(start, end)}


def chain(claim):
    return tuple(tuple(sorted(speaker["id"] for speaker in link["speakers"])) for link in claim["chain"])


def pairs(a, b):
    """The claims of two readings that both have: half of the shorter one shared, as much in common as can be."""
    gains = numpy.zeros((len(a), len(b)))
    for i, of_a in enumerate(a):
        for j, of_b in enumerate(b):
            one, other = characters(of_a), characters(of_b)
            shared = len(one & other)
            if shared and shared >= 0.5 * min(len(one), len(other)):
                exact = extent(of_a) == extent(of_b)
                gains[i, j] = shared / len(one | other) + 2 * exact + 0.01 * (exact and chain(of_a) == chain(of_b))
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return [(a[i], b[j]) for i, j in zip(rows, columns) if gains[i, j] > 0]


def decision(claim):
    valid = {review["decision"] for review in claim["reviews"] if not review.get("stale")}
    if not valid:
        return None
    return valid.pop() if len(valid) == 1 else "split"


def rating(claim):
    verdict = claim["verdict"]
    return verdict["rating"] if verdict and not verdict.get("stale") else None


CHOICES = {
    "speaker": lambda claim: chain(claim) or None,
    "voice": lambda claim: claim["voice"],
    "quotation": lambda claim: claim["quotation"],
    "review": decision,
    "verdict": rating,
}


def kappa_and_alpha(choices):
    names = sorted({str(choice) for pair in choices for choice in pair})
    numbers = [[names.index(str(choice)) for choice in side] for side in zip(*choices)]
    kappa = cohen_kappa_score(*numbers)
    alpha = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")
    return kappa, alpha


# Alpha for unitizing, with sections as the paper draws them.


def units(claims):
    joined = []
    for start, end in sorted(piece for claim in claims for piece in extent(claim)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def sections(units, length):
    all_of_them, at = [], 0
    for start, end in units:
        if start > at:
            all_of_them.append((at, start - at, 0))
        all_of_them.append((start, end - start, 1))
        at = end
    if at < length:
        all_of_them.append((at, length - at, 0))
    return all_of_them


def squared(g, h):
    (b_g, l_g, w_g), (b_h, l_h, w_h) = g, h
    if w_g and w_h and -l_g < b_g - b_h < l_h:
        return (b_g - b_h) ** 2 + (b_g + l_g - b_h - l_h) ** 2
    if w_g and not w_h and l_h - l_g >= b_g - b_h >= 0:
        return l_g**2
    if not w_g and w_h and l_g - l_h >= b_h - b_g >= 0:
        return l_h**2
    return 0


def unitizing(both, length):
    """Observed and expected disagreement, each times the length."""
    observers = [sections(units(claims), length) for claims in both]
    count = sum(w for observer in observers for _, _, w in observer)
    if not count:
        return 0, 0
    m = len(observers)
    observed = sum(
        squared(g, h) for i in range(m) for j in range(m) if i != j for g in observers[i] for h in observers[j]
    ) / (m * (m - 1) * length**2)
    total, within = 0, 0
    for _, l, w in (section for observer in observers for section in observer):
        if w:
            gaps = [l_h for observer in observers for _, l_h, w_h in observer if not w_h and l_h >= l]
            total += (count - 1) / 3 * (2 * l**3 - 3 * l**2 + l) + l**2 * sum(l_h - l + 1 for l_h in gaps)
            within += l * (l - 1)
    expected = 2 / length * total / (m * length * (m * length - 1) - within)
    return observed * length, expected * length


# Gamma, with the chance readings that we draw.


class Lots:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, limit):
        return (self.next() * limit) >> 64


def seed_for(seed, article):
    state = 0xCBF29CE484222325
    for byte in seed.to_bytes(8, "little") + article.encode():
        state = ((state ^ byte) * 0x100000001B3) & MASK
    return state


class Shifted(AbstractContinuumSampler):
    """Readings of either person, shifted around the text."""

    def __init__(self, both, length, seed):
        super().__init__()
        self.both, self.length, self.lots = both, length, Lots(seed)

    @property
    def sample_from_continuum(self):
        count = sum(map(len, self.both))
        apart = sum(end - start for units in self.both for start, end in units) // (2 * count)
        while True:
            first, second = self.lots.below(self.length), self.lots.below(self.length)
            for _ in range(100):
                if abs(first - second) >= apart:
                    break
                second = self.lots.below(self.length)
            drawn = Continuum()
            for name, by in (("a", first), ("b", second)):
                drawn.add_annotator(name)
                for start, end in self.both[self.lots.below(2)]:
                    at = (start + by) % self.length
                    drawn.add(name, Segment(at, at + end - start), "claim")
            if drawn:
                return drawn


def gamma(both, length, seed):
    """Observed and expected disorder, each times the mean number of units."""
    both = [sorted({hull(claim) for claim in claims}) for claims in both]
    count = sum(map(len, both))
    if not count:
        return 0, 0
    continuum = Continuum()
    for name, units in zip("ab", both):
        continuum.add_annotator(name)
        for start, end in units:
            continuum.add(name, Segment(start, end), "claim")
    result = continuum.compute_gamma(
        CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1), n_samples=30, sampler=Shifted(both, length, seed)
    )
    return result.observed_disorder * count / 2, result.expected_disorder * count / 2


def expected_figures(a, b, seed):
    texts, of_a = reading(a)
    _, of_b = reading(b)
    paired = {article: pairs(of_a[article], of_b[article]) for article in texts}
    everything = [pair for found in paired.values() for pair in found]
    keys = [{(article, extent(claim)) for article in side for claim in side[article]} for side in (of_a, of_b)]
    union = sorted(keys[0] | keys[1])
    figures = {"span_f1_exact": f1_score([key in keys[0] for key in union], [key in keys[1] for key in union])}
    alone = sum(map(len, of_a.values())) + sum(map(len, of_b.values())) - 2 * len(everything)
    figures["span_f1_overlap"] = 2 * len(everything) / (2 * len(everything) + alone)
    for name, choice in CHOICES.items():
        chosen = [(choice(one), choice(other)) for one, other in everything]
        chosen = [pair for pair in chosen if None not in pair]
        if len({choice for pair in chosen for choice in pair}) > 1:
            figures[f"kappa_{name}"], figures[f"alpha_{name}"] = kappa_and_alpha(chosen)
    for name, measure in (
        ("alpha_unitizing", lambda article, both: unitizing(both, len(texts[article]))),
        ("gamma", lambda article, both: gamma(both, len(texts[article]), seed_for(seed, article))),
    ):
        sums = numpy.sum([measure(article, (of_a[article], of_b[article])) for article in texts], axis=0)
        figures[name] = 1 - sums[0] / sums[1]
    return figures, len(everything)


def check(sayso, lines, work, spoilt=False):
    """Compares the figures of three second readings; gives how many were compared. Spoilt, the readings are others."""
    work.mkdir(parents=True, exist_ok=True)
    a = lines.read_text(encoding="utf-8").splitlines()
    compared = 0
    for seed in (1, 2, 3):
        b = second_reading(a, seed)
        other = work / "second.jsonl"
        other.write_text("\n".join(b) + "\n", encoding="utf-8")
        command = [sayso, "compare", str(lines), str(other), "--json", "--seed", str(seed)]
        ours = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        theirs, count = expected_figures(a, second_reading(a, seed + 1) if spoilt else b, seed)
        assert ours["pairs"] == count, f"{ours['pairs']} pairs, not {count}"
        for name, value in theirs.items():
            figure = ours["agreement"][name]["value"]
            assert figure is not None and abs(figure - value) < TOLERANCE, f"{name}: {figure}, not {value}"
            compared += 1
    return compared
