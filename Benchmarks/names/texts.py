# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts made of labelled pairs: one spelling is asked for, the other stands in a text among other people's names.

A text of a pair of one person names that person; a text of a pair of two people names somebody else who is hard to tell
apart. Both name three people of other families as well. Where the surname is plain, half of the texts name the person
once more by it. A text is found rightly if a hit lies on a place that names the asked person and none elsewhere.
"""

import collections
import random
import re

from anyascii import anyascii

import sentences

CYRILLIC = re.compile("[Ѐ-ӿ]")
LATIN = re.compile("[A-Za-zÀ-ɏ]")
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
PATRONYMIC = re.compile("(ович|евич|овна|евна|ovich|evich|ovna|evna|ович|йович)$", re.I)

Case = collections.namedtuple("Case", "stratum same asked text places")


def natural(name):
    """The order of running text: a surname before a comma goes to the end."""
    before, comma, after = name.partition(",")
    return f"{after.strip()} {before.strip()}" if comma and "," not in after else name


def surname(name):
    """The surname where the writing shows it, or None."""
    if name.count(",") == 1:
        return name.split(",")[0].strip()
    words = name.split()
    capitals = [w for w in words if len(w) > 2 and w.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals)
    if 2 <= len(words) <= 3 and not PATRONYMIC.search(words[-1]) and "." not in name and words[-1][:1].isupper():
        return words[-1]
    return None


def language(name, chance):
    if CYRILLIC.search(name):
        return "uk" if UKRAINIAN.search(name) else "ru"
    return chance.choice(["en", "en", "en", "de", "fr", "pl", "fi"])


def cases(rows, seed=5):
    """One case for each real pair whose second name is Cyrillic or Latin."""
    chance = random.Random(seed)
    rows = [r for r in rows if CYRILLIC.search(r[3]) or LATIN.search(r[3])]
    names = {script: sorted({natural(r[3]) for r in rows if bool(CYRILLIC.search(r[3])) == script}) for script in (True, False)}
    return [case(row, names[bool(CYRILLIC.search(row[3]))], chance) for row in rows]


def case(row, names, chance):
    stratum, same, asked, written = row
    tongue = language(written, chance)
    family = stems(asked) | stems(written)
    others = [n for n in chance.sample(names, 16) if family.isdisjoint(stems(n))][:3]
    parts = [(chance.choice(sentences.FULL[tongue]), other, False) for other in others]
    parts += [(line, None, False) for line in chance.sample(sentences.NOBODY[tongue], 2)]
    chance.shuffle(parts)
    place = chance.randrange(len(parts) + 1)
    parts.insert(place, (chance.choice(sentences.FULL[tongue]), natural(written), True))
    short = surname(written)
    if short and chance.random() < 0.5:
        parts.insert(chance.randrange(place + 1, len(parts) + 1), (chance.choice(sentences.SHORT[tongue]), short, True))
    return assemble(stratum, same, asked, parts, chance)


def assemble(stratum, same, asked, parts, chance):
    text, places = b"", []
    for sentence, name, is_meant in parts:
        before, _, after = sentence.partition("{}")
        text += before.encode()
        if name is not None:
            if is_meant:
                places.append((len(text), len(text) + len(name.encode())))
            text += name.encode() + after.encode()
        text += b"\n" if chance.random() < 0.2 else b" "
    return Case(stratum, same, asked, text.decode(), places)


def stems(name):
    """The beginnings of all words, in plain Latin letters: who shares none is of another family."""
    return {word[:3] for word in re.findall("[a-z]{3,}", anyascii(name).lower())}


def overlap(hit, places):
    return any(hit[0] < end and start < hit[1] for start, end in places)


def judge(case, hits):
    """(found, wrong): whether the person was found, and whether anything else was."""
    right = [h for h in hits if case.same and overlap(h, case.places)]
    return bool(right), len(right) < len(hits)


def measure(cases, answers):
    """Counts over texts: `answers` gives for each the byte ranges of its hits."""
    found = wrong = 0
    mentions = mentioned = 0
    for one, hits in zip(cases, answers):
        is_found, is_wrong = judge(one, hits)
        found += is_found
        wrong += is_wrong
        if one.same:
            mentions += len(one.places)
            mentioned += sum(1 for p in one.places if any(overlap(h, [p]) for h in hits))
    positives = sum(1 for c in cases if c.same)
    precision = found / max(1, found + wrong)
    recall = found / max(1, positives)
    return precision, recall, 2 * found / max(1, found + wrong + positives), mentioned / max(1, mentions)


def by_mention(cases, answers):
    """Precision, recall and F1 over places instead of texts."""
    found = sum(sum(1 for p in c.places if any(overlap(h, [p]) for h in hits)) for c, hits in zip(cases, answers))
    wrong = sum(sum(1 for h in hits if not overlap(h, c.places)) for c, hits in zip(cases, answers))
    meant = sum(len(c.places) for c in cases)
    return found / max(1, found + wrong), found / max(1, meant), 2 * found / max(1, found + wrong + meant)


CONSONANTS = ["бвпф", "dtдт", "gkgkгкх", "lrлр", "mnмн", "szcсзц", "vwbpf", "šžшжщ"]


def neighbour(name, chance):
    """Another family's name: one consonant inside is of another kind."""
    places = [i for i in range(1, len(name) - 1) if any(name[i].lower() in group for group in CONSONANTS)]
    if not places:
        return None
    place = chance.choice(places)
    script = "бвгдзклмнпрстфхц" if CYRILLIC.search(name) else "bdfgklmnprstvz"
    kind = {letter for group in CONSONANTS if name[place].lower() in group for letter in group}
    letter = chance.choice([c for c in script if c not in kind])
    return name[:place] + (letter.upper() if name[place].isupper() else letter) + name[place + 1 :]


def spelling_cases(rows, seed=6):
    """Texts that name one person in full and then by other spellings of the surname, beside like-sounding families."""
    chance = random.Random(seed)
    forms = collections.defaultdict(list)
    for stratum, same, asked, written in rows:
        short = surname(natural(written)) if same and not stratum.startswith("gen:") else None
        if short and LATIN.search(short) and len(short) > 4 and short not in [s for _, s in forms[asked]]:
            forms[asked].append((natural(written), short))
    found = []
    for asked, spellings in forms.items():
        if len(spellings) < 2:
            continue
        tongue = language(spellings[0][1], chance)
        parts = [(chance.choice(sentences.FULL[tongue]), spellings[0][0], True)]
        parts += [(chance.choice(sentences.SHORT[tongue]), short, True) for _, short in spellings[1:3]]
        others = [neighbour(spellings[0][1], chance), neighbour(spellings[1][1], chance)]
        parts += [(chance.choice(sentences.SHORT[tongue]), other, False) for other in others if other]
        parts += [(line, None, False) for line in chance.sample(sentences.NOBODY[tongue], 2)]
        chance.shuffle(parts)
        found.append(assemble("spellings", 1, asked, parts, chance))
    return found
