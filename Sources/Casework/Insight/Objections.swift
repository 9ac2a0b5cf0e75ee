// SPDX-License-Identifier: AGPL-3.0-or-later

/// Something that the person said which is no no to a release, and is like one: to the same recipient as another kind of recipient, by a
/// name that reads the same, or to the same purpose. Nobody lets anything go before they have read it.
public struct Objection: Hashable, Sendable, Confidential {
    public enum Word: Hashable, Sendable, Confidential {
        /// A no, a "not now", what was taken back, what is frozen.
        case answer
        /// Whom the person wants to have nothing of what they allowed, in their words: no program can tell that the recipient is not meant.
        case excluded(String)
    }

    /// The answer that says so.
    public let record: ConsentRecord
    public let word: Word

    /// Whether it is said of that very name.
    func isAbout(_ recipient: ConsentRecipient) -> Bool {
        switch word {
        case .answer: record.explanation.recipient.isCalledLike(recipient.reading)
        case .excluded(let name): recipient.isCalled(name)
        }
    }

    /// Whether whoever wrote the other entry may not have known of it.
    func isNews(to other: Standing) -> Bool {
        switch word {
        case .answer: record.isNews(to: other)
        case .excluded(let name): !record.exclusions.contains { $0.names.contains(name) && other.knew($0.standing) }
        }
    }
}

extension ReleasePurpose {
    /// What `ledgers` hold against it, newest answers first.
    /// - Parameter covering: the answers that cover all of it; empty where something is uncovered.
    func objections(in ledgers: [ConsentLedger], coveredBy covering: [ConsentRecord], on day: Day) -> [Objection] {
        var objections: [Objection] = []
        // Each once, and in the time that all of them take: whoever holds the person's words may write thousands.
        var names: Set<String> = []
        let name = recipient.reading
        for record in ledgers.flatMap({ $0.records.reversed() }) {
            let state = record.state(on: day)
            // What is asked and not answered is a no until it is.
            let isAgainst = state.isAgainst || (state == .explained && record.ask != nil)
            let isAlike =
                record.explanation.recipient.resembles(recipient, called: name)
                || record.explanation.purpose.resembles(purpose)
            if isAgainst, isAlike, !isLifted(record, by: covering) {
                objections.append(Objection(record: record, word: .answer))
            }
            // Whom the person fears they allow by name, and by nothing else.
            guard
                covering.isEmpty || !covering.allSatisfy({ $0.id != record.id && $0.readmits(recipient, past: record) })
            else { continue }
            for excluded in record.excluded where !names.contains(excluded) {
                // No program can tell whom a person means by "my former commander": whoever lets something go reads each name. What another answer
                // took the place of says nothing of people whom nobody can tell.
                if state != .superseded || name.map(NameReading(excluded).looksLike) == true {
                    names.insert(excluded)
                    objections.append(Objection(record: record, word: .excluded(excluded)))
                }
            }
        }
        return objections
    }

    /// Whether the person allowed all of this knowing what they had said in `record`. A no to the recipient's name as another kind of
    /// recipient is lifted only by a yes to that name.
    private func isLifted(_ record: ConsentRecord, by covering: [ConsentRecord]) -> Bool {
        let name = recipient.reading
        let isNamed = record.explanation.recipient.isCalledLike(name) || record.excludes(name)
        return !covering.isEmpty
            && covering.allSatisfy { yes in
                yes.id != record.id && yes.outlasts(record) && (!isNamed || yes.explanation.recipient.isNamed)
            }
    }
}

extension ConsentState {
    /// Whether it speaks against whatever is like what it is about.
    fileprivate var isAgainst: Bool {
        switch self {
        case .refused, .deferred, .withdrawn, .frozen: true
        case .explained, .given, .givenWithConditions, .narrowed, .expired, .superseded: false
        }
    }
}

extension ConsentRecord {
    /// Whom the person excluded under it, in force or not, each once.
    public var excluded: [String] {
        var seen: Set<String> = []
        return exclusions.flatMap(\.names).filter { seen.insert($0).inserted }
    }
}

extension ConsentRecipient {
    /// Whether a no to this has to be read before something goes to `asked`.
    /// - Parameter name: as `asked` is called.
    fileprivate func resembles(_ asked: ConsentRecipient, called name: NameReading?) -> Bool {
        includes(asked) || asked.includes(self) || isCalledLike(name)
    }

    /// Whether both are named, and the names read the same, whatever kind of recipient each is.
    fileprivate func isCalledLike(_ name: NameReading?) -> Bool {
        guard let name, let mine = reading else { return false }
        return mine.looksLike(name)
    }

    /// Whether it is one recipient, by a name that reads like this one.
    func isCalled(_ name: String) -> Bool {
        if case .named(let mine, _) = self { mine.looksLike(name) } else { false }
    }

    fileprivate var isNamed: Bool { if case .named = self { true } else { false } }
}

extension ConsentPurpose {
    /// Whether a no to this has to be read before something is used for `asked`.
    fileprivate func resembles(_ asked: ConsentPurpose) -> Bool {
        switch (self, asked) {
        case (.legalProceedings(let mine), .legalProceedings(let theirs)): mine.looksLike(theirs)
        default: touches(asked) || asked.touches(self)
        }
    }
}
