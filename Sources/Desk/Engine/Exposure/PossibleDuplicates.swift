// SPDX-License-Identifier: AGPL-3.0-or-later
public import Bytes
public import Casework
public import DeskFormats
internal import Names

/// Two things that may be about one person, of which this desk holds both keys.
public struct PossibleDuplicate: Sendable, Hashable, RedactedPrinting {
    public let pair: DuplicatePair
    /// The person's name on the first side.
    public let firstSpelling: String
    /// The other person's name, or the words of the request.
    public let secondSpelling: String
    /// In ten-thousandths, under 10,000.
    public let score: UInt16
    public let explanations: [FoundExposure.Explanation]
    /// Newest last; empty where nobody on this desk decided.
    public internal(set) var decisions: [DuplicateDecision] = []

    /// What the newest decision says.
    public var verdict: ExposureVerdict? { decisions.last?.verdict }
}

/// Looks for them. Reads no clock and writes nothing.
enum DuplicateFinder {
    /// Words of the intake or of a conversation, and whose case they belong to where that is known.
    struct Words: Sendable, Equatable {
        let other: DuplicatePair.Other
        let `case`: ID<Case>?
        let text: String
    }

    /// Names that are held against one name.
    private static let mostNear = 12

    /// - Parameter words: newest first; of one source the nearest mention counts.
    static func find(_ persons: [ProtectedPerson], _ words: [Words]) -> [PossibleDuplicate] {
        (pairs(of: persons) + mentions(of: persons, in: words)).sorted { one, other in
            (other.score, one.firstSpelling, one.secondSpelling) < (
                one.score, other.firstSpelling, other.secondSpelling
            )
        }
    }

    /// Persons of different cases with like names.
    private static func pairs(of persons: [ProtectedPerson]) -> [PossibleDuplicate] {
        var builder = NameIndexBuilder()
        for (number, person) in persons.enumerated() {
            for name in person.names { builder.add(name.asked, entry: UInt32(number)) }
        }
        let index = builder.finish()
        guard index.count > 1 else { return [] }
        var searcher = NameSearcher(index)
        var best: [DuplicatePair: PossibleDuplicate] = [:]
        for (number, person) in persons.enumerated() {
            for name in person.names {
                for hit in searcher.search(name.asked, count: mostNear * person.names.count) {
                    let other = persons[Int(hit.entry)]
                    guard Int(hit.entry) != number, other.case != person.case else { continue }
                    // A pair may be found from one side alone: each is asked for a few near names only.
                    let isFirst = person.compartment < other.compartment
                    let (lesser, greater) = isFirst ? (person, other) : (other, person)
                    let pair = DuplicatePair(person: lesser.compartment, other: .person(greater.compartment))
                    guard best[pair].map({ hit.comparison.tenThousandths > $0.score }) ?? true else { continue }
                    let (own, theirs) = (name.written, other.names.first { $0.asked == hit.name }?.written ?? hit.name)
                    best[pair] = PossibleDuplicate(
                        pair: pair, firstSpelling: isFirst ? own : theirs, secondSpelling: isFirst ? theirs : own,
                        score: hit.comparison.tenThousandths, explanations: hit.comparison.explanations)
                }
            }
        }
        return Array(best.values)
    }

    /// Requests and conversations whose words name a person of another case.
    private static func mentions(of persons: [ProtectedPerson], in words: [Words]) -> [PossibleDuplicate] {
        var best: [DuplicatePair: PossibleDuplicate] = [:]
        guard var mentions = MentionFinder(persons) else { return [] }
        for source in words {
            for hit in mentions.find(in: source.text) {
                let person = persons[Int(hit.entry)]
                guard person.case != source.case else { continue }
                let pair = DuplicatePair(person: person.compartment, other: source.other)
                guard best[pair].map({ hit.comparison.tenThousandths > $0.score }) ?? true else { continue }
                best[pair] = PossibleDuplicate(
                    pair: pair, firstSpelling: person.names.first { $0.asked == hit.name }?.written ?? hit.name,
                    secondSpelling: ExposureFinder.excerpt(around: hit.place.byteRange, Array(source.text.utf8)),
                    score: hit.comparison.tenThousandths, explanations: hit.comparison.explanations)
            }
        }
        return Array(best.values)
    }
}
