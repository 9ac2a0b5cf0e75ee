// SPDX-License-Identifier: AGPL-3.0-or-later

/// One question of what may be done with what, and the answers to it so far.
public struct ConsentRecord: Sendable, Hashable, Confidential {
    public let id: ID<Consent>
    /// The last explanation.
    public internal(set) var explanation: ConsentExplanation
    public internal(set) var explainedAt: UInt64
    public internal(set) var explainedBy: ID<Member>
    /// When the organisation last asked on its own initiative, if it did.
    public internal(set) var askedByUsOn: Day?
    /// Where in the ledger it was explained last, and what whoever did had seen.
    var explained: Standing
    var recorded: ConsentState = .explained
    /// Every yes since the last explanation. More than one where colleagues had not seen each other's entries.
    var yeses: [Allowance] = []
    /// What was said since to be allowed of it.
    var narrowings: [Allowance] = []
    /// Whether it was explained again before anybody had answered: whoever takes down a yes has to have seen the last explanation.
    var isExplainedAgain = false
    /// The first yes since the last explanation: where it stands, and what whoever took it down had seen.
    var yes: Standing?
    /// Whom anybody ever heard the person exclude under it: whatever becomes of the answer, nobody forgets a name that the person fears.
    public private(set) var exclusions: [Exclusion] = []
    /// Whether the person ever said no to it at the portal, where they read that nothing is passed on.
    var isRefusedAtPortal = false
    /// Whether somebody heard a no to the whole question, whatever else was heard.
    var deniesAll = false
    /// The least of what was said; nil while there is no yes.
    public internal(set) var terms: ConsentTerms?
    public internal(set) var evidence: ConsentEvidence?
    public internal(set) var recordedBy: ID<Member>?
    /// Of each yes since the last explanation that names a witness, what the witness says of it.
    public internal(set) var witnessings: [Witnessing] = []
    public internal(set) var expires: Day?
    public internal(set) var freeze: ConsentFreeze?
    public internal(set) var recalls: [ConsentRecall] = []
    /// What the person was asked at the portal, if they were.
    public internal(set) var ask: PortalAsk?
    /// A yes from the portal that waits for a worker.
    public internal(set) var pending: PendingConsent?
    /// What the person asked at the portal behind a yes that is in force, and nobody has answered.
    public internal(set) var question: PortalQuestion?
    /// The place in the ledger of the event that brought the present state.
    public internal(set) var changedAt: UInt64
    /// The entries that brought it. More than one where it is what colleagues said without having seen each other's entries.
    var changes: [Standing]
    /// The entries since the explanation after which less might leave than before: by each of them somebody may have let go what it ruled out.
    var lessened: [Standing] = []

    /// Where it stands on `day`, for whoever would let something go by it: frozen while its witness denies it, and while the person waits for
    /// an answer to what they asked behind it.
    public func state(on day: Day) -> ConsentState {
        let said = said(on: day)
        return said.isInForce && (isDenied || question != nil) ? .frozen : said
    }

    /// What the person asked behind a yes that holds on `day` but for that.
    public func openQuestion(on day: Day) -> PortalQuestion? { said(on: day).isInForce ? question : nil }

    /// Where it stands on `day` by what was said of it, whatever its witness says. An answer that ran out needs no event to be over.
    func said(on day: Day) -> ConsentState {
        guard recorded.isInForce, let expires, expires <= day else { return recorded }
        return .expired
    }

    /// Whether whoever wrote the other entry may not have known what stands here. The order in the ledger does not say it: what
    /// comes later may have been written by somebody who had not downloaded this yet.
    func isNews(to other: Standing) -> Bool {
        !(changes + openDenials.map(\.standing) + [question?.standing].compactMap(\.self)).allSatisfy(other.knew)
    }

    /// Whether its yes was taken down by somebody who had seen what stands in `no`: only then is it the person's later word
    /// (docs/decisions/0046). What narrowed the yes since makes it no younger.
    func outlasts(_ no: ConsentRecord) -> Bool { yes.map { !no.isNews(to: $0) } ?? false }

    /// Keeps whom the person excluded in what somebody heard them say.
    mutating func keepExclusions(of terms: ConsentTerms, heardAt standing: Standing) {
        keepExclusions(terms.excludedRecipients, heardAt: standing)
    }

    mutating func keepExclusions(_ names: [String], heardAt standing: Standing) {
        guard !names.isEmpty, !exclusions.contains(where: { $0.names == names && $0.standing == standing }) else {
            return
        }
        exclusions.append(Exclusion(names: names, standing: standing))
    }

    /// Whether it is time to come back to the person.
    public func isReviewDue(on day: Day) -> Bool { evidence?.reviewOn.map { $0 <= day } ?? false }

    /// Why it does not cover `question`; empty if it does.
    public func gaps(for question: ReleaseQuestion) -> [ConsentGap] {
        let state = state(on: question.day)
        guard state.isInForce, let terms, let evidence, evidence.givenOn <= question.day else {
            return [.notGiven(state)]
        }
        return gaps(of: terms, for: question)
    }

    func gaps(of terms: ConsentTerms, for question: ReleaseQuestion) -> [ConsentGap] {
        guard let heard = question.heard else { return terms.gaps(for: question) }
        return terms.gaps(for: question, excludes: heard.leavingOut.contains(id))
    }

    /// Whether a no to it is one to whoever is asked about.
    private func isAboutRecipient(of question: ReleaseQuestion) -> Bool {
        question.heard?.denying.contains(id)
            ?? explanation.recipient.denies(question.recipient, called: question.recipient.reading)
    }

    /// Whether the person is asked at the portal about this, and their yes is not in force: they were told that without it nothing is passed on.
    func isAsked(about question: ReleaseQuestion) -> Bool {
        ask != nil && state(on: question.day) == .explained && explanation.purpose.touches(question.purpose)
            && isAboutRecipient(of: question)
    }

    /// Whether they are asked about this very thing, and were by somebody who had not heard the yes of `other`: what is written down elsewhere meanwhile
    /// does not answer what they read at the portal.
    func isAsked(about question: ReleaseQuestion, past other: ConsentRecord) -> Bool {
        guard isAsked(about: question), ask?.terms.includes(question.item) == true else { return false }
        return !(other.yes.map(explained.knew) ?? false)
    }

    /// Whether the person said no to it at the portal themselves: one colleague's word that they have changed their mind is none.
    private func isRefusedAtPortal(about question: ReleaseQuestion) -> Bool {
        isRefusedAtPortal && explanation.purpose.touches(question.purpose)
            && isAboutRecipient(of: question)
    }

    /// Whether the person was asked about it at the portal and allowed less themselves: one colleague's word that they allow more since is none.
    private func isLimitedAtPortal(about question: ReleaseQuestion) -> Bool {
        guard evidence?.isOfPortal == true, let terms, explanation.purpose.touches(question.purpose),
            isAboutRecipient(of: question)
        else { return false }
        let state = state(on: question.day)
        guard state.isInForce || state == .superseded else { return false }
        let wasAsked = ask.map { $0.terms.includes(question.item) } ?? true
        return wasAsked && !gaps(of: terms, for: question).isEmpty
    }

    /// Whether the person gave the yes at the portal, or two people say that they heard it.
    private var isStoodFor: Bool {
        evidence?.isOfPortal == true || witnessings.contains(where: \.isAffirmed)
    }

    /// Whether the person said of whoever is asked about that they are to have nothing.
    func excludesRecipient(of question: ReleaseQuestion) -> Bool {
        question.heard?.excluding.contains(id) ?? excludes(question.recipient.reading)
    }

    /// - Parameter name: nil of a kind of recipient, which nobody excludes.
    func excludes(_ name: NameReading?) -> Bool {
        guard let name else { return false }
        return exclusions.contains { $0.isAbout(name) }
    }

    /// Whether the person allowed this recipient by name in what somebody took down who had heard whom they excluded in `other`, and said so at the
    /// portal or to two people.
    func readmits(_ recipient: ConsentRecipient, past other: ConsentRecord) -> Bool {
        guard case .named = explanation.recipient, let yes, isStoodFor else { return false }
        return explanation.recipient.includes(recipient) && other.exclusions.allSatisfy { yes.knew($0.standing) }
    }

    /// Whether its yes weighs more than all else that the person said in any of their cases: noes, names that they excluded, and what they are
    /// asked and have not answered. What was asked at the portal, where they read that nothing is passed on without their yes, is answered there, or
    /// by a yes that somebody else heard as well.
    func stands(against records: [ConsentRecord], asked question: ReleaseQuestion, noes: [ConsentRecord]) -> Bool {
        noes.allSatisfy(outlasts) && (ask == nil || isStoodFor)
            && records.allSatisfy { other in
                !other.isAsked(about: question, past: self)
                    && (!other.isRefusedAtPortal(about: question) && !other.isLimitedAtPortal(about: question)
                        || isStoodFor)
                    && (!other.excludesRecipient(of: question) || readmits(question.recipient, past: other))
            }
    }

    /// Whether it is a no to what `question` is about. A no to a purpose and recipient is a no to everything; what was taken back is
    /// a no to all that had been agreed to, narrowed or not.
    func isNo(to question: ReleaseQuestion) -> Bool {
        switch state(on: question.day) {
        case .refused, .deferred, .withdrawn, .frozen:
            explanation.purpose.touches(question.purpose) && isAboutRecipient(of: question)
                && (deniesAll || yeses.isEmpty || yeses.contains { $0.terms.includes(question.item) })
        case .explained, .given, .givenWithConditions, .narrowed, .expired, .superseded:
            false
        }
    }
}

extension ConsentPurpose {
    /// Whether a no to this speaks against `asked`: a no to a pseudonymous quotation is one to an identified quotation.
    func touches(_ asked: ConsentPurpose) -> Bool {
        switch (self, asked) {
        case (.newsroom(let mine), .newsroom(let theirs)): theirs.rawValue <= mine.rawValue
        default: includes(asked)
        }
    }
}

extension ConsentRecipient {
    /// Whether a no to this is one to `asked`: another spelling of the name gets nothing either.
    /// - Parameter name: as `asked` is called.
    func denies(_ asked: ConsentRecipient, called name: NameReading?) -> Bool {
        switch (self, asked) {
        case (.named(let mine, let kind), .named(_, let other)):
            kind == other && name.map(NameReading(mine).looksLike) == true
        case (.anyOf, _), (.named, .anyOf): includes(asked)
        }
    }
}

/// Whom the person wants to have nothing, in their words, in one saying of theirs.
public struct Exclusion: Sendable, Hashable, Confidential {
    public let names: [String]
    /// The same, read once: they are held against every recipient.
    let readings: [NameReading]
    /// The entry that says so.
    let standing: Standing

    init(names: [String], standing: Standing) {
        self.names = names
        readings = names.map(NameReading.init)
        self.standing = standing
    }

    func isAbout(_ name: NameReading) -> Bool { readings.contains { $0.looksLike(name) } }
}

/// Since when and why nothing new may leave, and who may decide.
public struct ConsentFreeze: Sendable, Hashable, Confidential {
    public let cause: FreezeCause
    public let whoMayDecide: String
    /// Seconds since 1970, by the author's clock.
    public let at: UInt64
}

/// That everything is frozen, what was asked and is not judged yet too: whoever holds the person may write with their words.
public struct ConsentStandstill: Sendable, Hashable, Confidential {
    public let freeze: ConsentFreeze
}

/// That a recipient was asked to give something back.
public struct ConsentRecall: Sendable, Hashable, Confidential {
    public let bag: ID<Bag>
    public let recipient: String
    /// Seconds since 1970, by the author's clock.
    public let sentAt: UInt64
    public internal(set) var outcome: RecallOutcome?
    public internal(set) var note = ""
}

public enum RecallOutcome: UInt8, CaseIterable, Sendable {
    case acknowledged = 1
    case refused
}

/// Something that had to leave without consent, to save a life.
public struct VitalOverride: Sendable, Hashable, Confidential {
    public let id: ID<Consent>
    public let terms: ConsentTerms
    public let why: String
    public let proposal: ID<Entry>
    public let proposedBy: ID<Member>
    /// Until then it counts, once two have signed.
    public let until: Day
    public internal(set) var secondedBy: ID<Member>?
    /// When the person was told; owed as soon as it is safe.
    public internal(set) var toldOn: Day?
    /// Who ended it before its day.
    public internal(set) var ended: End?

    public struct End: Sendable, Hashable, Confidential {
        public let by: ID<Member>
        /// Seconds since 1970, by the author's clock.
        public let at: UInt64
        public let why: String
        let standing: Standing
    }
}
