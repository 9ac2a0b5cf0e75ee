// SPDX-License-Identifier: AGPL-3.0-or-later

/// What is asked of all questions of a ledger with each event, found without walking through them: thousands of questions, or of freezes, are
/// folded in the time that thousands take, and not in that of their pairs. It follows from the records, and ledgers are compared by those.
struct ConsentIndex: Sendable, Hashable {
    /// When the organisation asked by itself, by what it asked.
    private var asked: [Topic: Latest] = [:]
    /// The days before which nobody comes back to a no.
    private var reviews: [Topic: Latest] = [:]
    /// When what is in force ends.
    private var ends = Latest()
    /// Places of yeses from the portal that wait and are not held.
    private var waiting: Set<Int> = []

    /// Notes what changed about the record in a place.
    mutating func note(_ place: Int, _ record: ConsentRecord, before: Marks?) {
        let marks = Marks(record)
        let topics = before?.topics == marks.topics ? [] : marks.topics
        if let day = marks.askedOn, before?.askedOn != day || !topics.isEmpty {
            for topic in marks.topics { asked[topic, default: Latest()].add(day, place) }
        }
        if let day = marks.reviewOn, before?.reviewOn != day || !topics.isEmpty {
            for topic in marks.topics { reviews[topic, default: Latest()].add(day, place) }
        }
        if let end = marks.end, before?.end != end { ends.add(end, place) }
        if marks.isWaiting { waiting.insert(place) } else { waiting.remove(place) }
    }

    /// The last day on which the organisation asked about something that this is about too; nil where it never did.
    mutating func lastAsked(_ topics: [Topic], in records: Listed<ConsentRecord>) -> Day? {
        topics.compactMap { topic in
            asked[topic]?.last { day, place in
                let marks = Marks(records[place])
                return marks.askedOn == day && marks.topics.contains(topic)
            }?.day
        }.max()
    }

    /// The last day that was agreed for coming back to a no to something that this is about too.
    mutating func lastReview(_ topics: [Topic], in records: Listed<ConsentRecord>) -> Day? {
        topics.compactMap { topic in
            reviews[topic]?.last { day, place in
                let marks = Marks(records[place])
                return marks.reviewOn == day && marks.topics.contains(topic)
            }?.day
        }.max()
    }

    /// Takes out the places of what is in force and ends after that day.
    mutating func takeInForce(after day: Day, in records: Listed<ConsentRecord>) -> [Int] {
        var taken: [Int] = []
        while let last = ends.last(where: { Marks(records[$1]).end == $0 }), last.day > day {
            taken.append(last.place)
            ends.removeLast()
        }
        return taken
    }

    /// Takes out the places of all yeses that wait and are not held.
    mutating func takeWaiting() -> Set<Int> {
        defer { waiting = [] }
        return waiting
    }

    static func == (_: ConsentIndex, _: ConsentIndex) -> Bool { true }

    func hash(into _: inout Hasher) {}
}

extension ConsentIndex {
    /// What a record is found by.
    struct Marks: Equatable {
        let topics: [Topic]
        let askedOn: Day?
        let reviewOn: Day?
        let end: Day?
        let isWaiting: Bool

        init(_ record: ConsentRecord) {
            topics = Topic.naming(record.explanation.purpose, record.explanation.recipient)
            askedOn = record.askedByUsOn
            reviewOn =
                switch record.recorded {
                case .refused, .deferred, .withdrawn: record.evidence?.reviewOn
                default: nil
                }
            end = record.recorded.isInForce ? record.expires ?? Day.last : nil
            isWaiting = record.pending.map { !$0.isHeld } ?? false
        }
    }

    /// A purpose and whom it is for, so that two that speak of one thing meet in one of them.
    struct Topic: Hashable, Sendable {
        private enum Whom: Hashable, Sendable {
            /// Whoever is named of the class, and any of it.
            case everybody
            /// Any of the class, and nobody by name.
            case any
            /// By name, as names are compared.
            case named(String)
        }

        private let purpose: ConsentPurpose
        private let recipientClass: RecipientClass
        private let whom: Whom

        private init(_ purpose: ConsentPurpose, _ recipient: ConsentRecipient, _ whom: Whom) {
            self.purpose =
                switch purpose {
                // Of two ways to be quoted one always includes the other.
                case .newsroom: .newsroom(.identified)
                case .legalProceedings(let name): .legalProceedings(named: name.comparedName)
                case .protectionServices, .researchArchive, .statistics, .partnerService: purpose
                }
            recipientClass = recipient.recipientClass
            self.whom = whom
        }

        /// Under which a question stands.
        static func naming(_ purpose: ConsentPurpose, _ recipient: ConsentRecipient) -> [Topic] {
            [Topic(purpose, recipient, .everybody), Topic(purpose, recipient, own(recipient))]
        }

        /// Under which the questions stand that speak of the same: to the same name or to any of the class; about any, to everybody of it.
        static func meeting(_ purpose: ConsentPurpose, _ recipient: ConsentRecipient) -> [Topic] {
            switch recipient {
            case .anyOf: [Topic(purpose, recipient, .everybody)]
            case .named: [Topic(purpose, recipient, .any), Topic(purpose, recipient, own(recipient))]
            }
        }

        private static func own(_ recipient: ConsentRecipient) -> Whom {
            switch recipient {
            case .anyOf: .any
            case .named(let name, _): .named(name.comparedName)
            }
        }
    }

    /// Days of records, of which the latest that still holds is asked for: a heap in which what holds no longer is dropped when it comes up.
    struct Latest: Sendable {
        private var heap: [(day: Day, place: Int)] = []

        mutating func add(_ day: Day, _ place: Int) {
            heap.append((day, place))
            var child = heap.count - 1
            while child > 0, heap[(child - 1) / 2].day < heap[child].day {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }

        /// The latest for which `holds` is true; drops those above it.
        mutating func last(where holds: (Day, Int) -> Bool) -> (day: Day, place: Int)? {
            while let first = heap.first {
                if holds(first.day, first.place) { return first }
                removeLast()
            }
            return nil
        }

        /// Drops the latest.
        mutating func removeLast() {
            guard let end = heap.popLast(), !heap.isEmpty else { return }
            heap[0] = end
            var parent = 0
            while true {
                let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
                guard let greatest = children.max(by: { heap[$0].day < heap[$1].day }),
                    heap[parent].day < heap[greatest].day
                else { return }
                heap.swapAt(parent, greatest)
                parent = greatest
            }
        }
    }
}
