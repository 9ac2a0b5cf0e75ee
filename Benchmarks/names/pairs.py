# SPDX-License-Identifier: AGPL-3.0-or-later
"""Labelled pairs of names and what a score is worth on them.

The file has four tab-separated columns: stratum, label (1 same person, 0 different people), name, name. Strata that begin
with "gen:" are generated phenomena, all others real pairs.
"""

import collections
import statistics

import programs

SHIPPED = 0.5
RUNS = 5


def read(path):
    rows = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            stratum, label, a, b = line.rstrip("\n").split("\t")
            rows.append((stratum, int(label), a, b))
    return rows


def at_threshold(scores, labels, threshold):
    hits = sum(1 for s, l in zip(scores, labels) if s >= threshold and l)
    false = sum(1 for s, l in zip(scores, labels) if s >= threshold and not l)
    missed = sum(labels) - hits
    return hits / max(1, hits + false), hits / max(1, hits + missed), 2 * hits / max(1, 2 * hits + false + missed)


def best(scores, labels):
    """Precision, recall, F1 and the threshold where F1 is best on these rows."""
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    positives = sum(labels)
    found = (0.0, 0.0, 0.0, 1.0)
    hits = 0
    for rank, i in enumerate(order, 1):
        hits += labels[i]
        if rank < len(order) and scores[order[rank]] == scores[i]:
            continue
        value = 2 * hits / (rank + positives)
        if value > found[2]:
            found = (hits / rank, hits / positives, value, scores[i])
    return found


def area(scores, labels):
    """The chance that a pair of one person scores above a pair of two, ties counted half."""
    order = sorted(range(len(scores)), key=lambda i: scores[i])
    rank_sum, place = 0.0, 0
    while place < len(order):
        end = place
        while end < len(order) and scores[order[end]] == scores[order[place]]:
            end += 1
        rank_sum += sum(labels[order[i]] for i in range(place, end)) * (place + end + 1) / 2
        place = end
    positives = sum(labels)
    return (rank_sum - positives * (positives + 1) / 2) / max(1, positives * (len(labels) - positives))


def recall_at(scores, labels, share):
    """The share of pairs of one person above the score that lets `share` of the others through."""
    others = sorted((s for s, l in zip(scores, labels) if not l), reverse=True)
    limit = others[int(len(others) * share)] if others else 0
    return sum(1 for s, l in zip(scores, labels) if l and s > limit) / max(1, sum(labels))


def lifeboat(binary, rows):
    lines = "".join(f"{a}\t{b}\n" for _, _, a, b in rows)
    times = []
    for _ in range(RUNS):
        output, seconds = programs.run([binary, "names", "score"], lines)
        times.append(seconds)
    scores = [float(line.split("\t", 1)[0]) for line in output.split("\n")[:-1]]
    assert len(scores) == len(rows), (len(scores), len(rows))
    return scores, statistics.median(times)


def report(binary, rows, peers):
    """Prints quality and speed, Names first; returns the pairs a second of each."""
    results = {"Names": lifeboat(binary, rows)}
    for name, score in peers.items():
        results[name] = programs.timed(lambda: [score(a, b) for _, _, a, b in rows])
    halves = {"real": [i for i, r in enumerate(rows) if not r[0].startswith("gen:")]}
    halves["generated"] = [i for i, r in enumerate(rows) if r[0].startswith("gen:")]
    print(f"\n## Pairs ({len(halves['real']):,} real, {len(halves['generated']):,} generated)\n")
    print("Names at its shipped threshold; each peer at the threshold that is best for it on these very rows.\n")
    for half, places in halves.items():
        print(f"{half} | P | R | F1 | AUC | recall at 1 % / 0.1 % false\n--- | --- | --- | --- | --- | ---")
        for name, (scores, _) in results.items():
            s, l = [scores[i] for i in places], [rows[i][1] for i in places]
            p, r, f = at_threshold(s, l, SHIPPED) if name == "Names" else best(s, l)[:3]
            tail = f"{area(s, l):.3f} | {recall_at(s, l, 0.01):.3f} / {recall_at(s, l, 0.001):.3f}"
            print(f"{name} | {p:.3f} | {r:.3f} | **{f:.3f}** | {tail}")
        print()
    own = len(rows) / results["Names"][1]
    for name, (_, seconds) in results.items():
        rate = len(rows) / seconds
        print(f"{name}: {rate:,.0f} pairs a CPU second" + ("" if name == "Names" else f" (Names {own / rate:.1f} times)"))
    strata(rows, results["Names"][0])
    return {name: len(rows) / seconds for name, (_, seconds) in results.items()}


def strata(rows, scores):
    accepted = collections.defaultdict(list)
    for row, score in zip(rows, scores):
        accepted[row[0], row[1]].append(score >= SHIPPED)
    print("\nstratum | pairs | accepted\n--- | --- | ---")
    for (stratum, label), shares in sorted(accepted.items(), key=lambda item: (-item[0][1], item[0][0])):
        kind = "same person" if label else "different people"
        print(f"{stratum} ({kind}) | {len(shares)} | {sum(shares) / len(shares):.3f}")
    typo, similar = accepted.get(("gen:typo", 1)), accepted.get(("gen:similar-surname", 0))
    if typo and similar:
        print(
            f"\nSide by side, for they contradict each other: one wrong letter accepted {sum(typo) / len(typo):.3f}, "
            f"another surname one letter away accepted {sum(similar) / len(similar):.3f}")
