// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// One conversation, as a page shows it.
struct RequestPage {
    struct Fact {
        let name: String
        let value: String
    }

    struct Move {
        let value: UInt8
        let text: String
        let needsReason: Bool
    }

    /// Somebody who can read it, or could, with the times on duty.
    struct Reader {
        let name: String
        let line: String
    }

    /// A reply of this desk that the relay did not take.
    struct Unsent {
        let number: String
        let why: String
        let body: String
        let canResend: Bool

        init(_ reply: UnsentReply, _ words: Catalogue) {
            number = String(reply.number)
            body = reply.body
            canResend = reply.hasMore
            let limit = reply.limit.map { words.text("unsent.limit", ["size": words.size(byteCount: $0)]) }
            let what = words.text("unsent.why", ["name": reply.fileName])
            why = [what, limit, words.text(reply.hasMore ? "unsent.what-now" : "unsent.only-file")].compactMap { $0 }
                .joined(separator: " ")
        }
    }

    let href: String
    /// Who could know, where it is a case's conversation: another key opens it than the intake's. Nil for what lies in the intake.
    let known: AccessPage.Part?
    /// What colleagues wrote in the intake and the case did not take over; for whoever reads both.
    let leftBehind: [TimelineEntry]
    let leftBehindHeading: String
    /// Whether something on the page is opened by the intake's key.
    let isOfIntake: Bool
    /// By the intake's key.
    let readers: [Reader]
    let pastReaders: [Reader]
    /// Who was given the intake's key by a word that does not count.
    let strayed: [Reader]
    let state: String
    /// What has to be known before anything is answered.
    let caution: String?
    let dangerClass: String
    let facts: [Fact]
    let safeContact: String?
    let isUnread: Bool
    /// Messages after this entry are new to the reader; carried along by live updates.
    let readUpTo: UInt64
    /// The last message that the page could show: whoever answers has not seen what came later.
    let shown: String
    private(set) var items: [TimelineEntry]
    /// What was said before the page that is shown, and after it.
    let older: Act?
    let newer: Act?
    /// The first message that is new to the reader; nil where none is.
    let firstUnread: Act?
    let moves: [Move]
    let canMove: Bool
    /// Whether it can become a case now.
    let canAccept: Bool
    /// Steps that need more than a reason.
    let steps: [Act]
    /// The case that it belongs to, where this desk can open its conversation.
    let `case`: Act?
    /// What it was set apart together with, as long as it rests so.
    let together: Act?
    let canDecline: Bool
    /// Where it takes two people to go on, and there is one.
    let alone: Alone?
    let reasons: [RequestListPage.Choice]
    let refused: [RefusedEntry]
    /// Came from a table: there is nobody to answer here.
    let isImported: Bool
    /// Whether whose desk it is has no role that answers people.
    var isMute = false { didSet { canReply = !isImported && !isMute } }
    private(set) var canReply: Bool
    let fileLimit: String
    var reply = ""
    var note = ""
    var moveNote = ""
    var error: String?
    /// Files that were to be sent and tell more than is to be seen on them, with what kind of thing.
    var telling: [String] = []
    var unsent: [Unsent] = []

    /// - Parameter number: which page of the conversation, the newest being 1; one that is not there is the nearest that is.
    init(
        _ request: RequestRecord, in state: CaseworkState, readUpTo: UInt64?, number: Int = 1, settings: DeskSettings,
        visit: Visit
    ) {
        let words = visit.words
        let readUpTo = readUpTo ?? request.readUpTo
        href = DeskPath.request(request.id)
        self.state = words.name(of: request.state)
        caution =
            Self.frozen(request, in: state, words)
            ?? (request.state == .quarantined ? words.text("request.set-apart") : nil)
        dangerClass = "danger-\(request.danger.rawValue)"
        facts = Self.facts(request, visit)
        readers = Self.readers(state, words) { $0.isCurrent && $0.roles.contains(.intake) }
        pastReaders = Self.readers(state, words) { !$0.isCurrent || !$0.roles.contains(.intake) }
        strayed = state.strayedIntakeKeys.map { key in
            Reader(
                name: state.plainName(of: key.member, words),
                line: words.text(
                    "access.strayed-role",
                    [
                        "when": LocalTime.text(second: key.given.at),
                        "by": state.name(of: key.given.by, words),
                    ]))
        }
        safeContact = request.safeContact.isEmpty ? nil : request.safeContact
        isUnread = request.holdsUnread
        self.readUpTo = readUpTo
        shown = request.shown.text
        let pages = ConversationPages(request, readUpTo: readUpTo, number: number)
        items = request.timeline[pages.range].map {
            TimelineEntry($0, of: request, in: state, isNew: $0.sequence > readUpTo, visit)
        }
        older = pages.older.map { Act(href: $0, text: words.text("request.older")) }
        newer = pages.newer.map { Act(href: $0, text: words.text("request.newer")) }
        firstUnread = pages.firstUnread.map { Act(href: $0, text: words.text("request.first-unread")) }
        moves = request.state.successors.map {
            .init(value: $0.rawValue, text: words.text("move.\($0)"), needsReason: $0 == .declined)
        }
        let home = state.case(carryingOn: request.id)
        let intake = home == nil ? nil : state.request(request.id)
        leftBehind = (intake?.leftBehind(by: request) ?? []).map {
            TimelineEntry($0, of: request, in: state, isNew: false, visit)
        }
        leftBehindHeading = words.plural("request.left-behind", leftBehind.count)
        known = home.flatMap { AccessPage.Part(ofConversation: request.id, in: $0, state, visit) }
        `case` = home.map {
            Act(href: DeskPath.case($0.id), text: words.text("request.of-case", ["alias": $0.alias]))
        }
        let isTogether = request.restsSetApart.map { act in
            state.requests.contains { $0.id != request.id && $0.wasSetApart(by: act) }
        }
        together =
            isTogether == true ? Act(href: DeskPath.setApart(request.id), text: words.text("request.of-act")) : nil
        canMove = !request.state.successors.isEmpty && home == nil
        steps = request.steps.compactMap(StepForm.init).map {
            Act(
                href: "\(DeskPath.request(request.id))/\($0.rawValue)?\(Shown.field)=\(request.shown.text)",
                text: words.text("form.\($0.rawValue).act"))
        }
        canAccept = request.state.steps.contains(.accepted) && home == nil
        canDecline = request.state.successors.contains(.declined)
        let takesTwo = canDecline && request.danger.needsSecondPersonToDecline && home == nil
        alone = takesTwo ? Alone("forms.alone-request", state, words) : nil
        reasons = DeclineReason.allCases.map {
            .init(value: "\($0.rawValue)", text: words.name(of: $0), isChosen: false)
        }
        let notCounted = state.refused(in: request.id).filter { !$0.isOrdinary }
        refused = notCounted.map { RefusedEntry(intake: $0, in: state, words) }
        let isOfBoth = intake != nil && notCounted.contains { $0.entry.compartment == .intake }
        isOfIntake = known == nil || !leftBehind.isEmpty || isOfBoth
        isImported = request.isImported
        canReply = !request.isImported
        fileLimit = words.text("reply.file-limit", ["size": words.size(byteCount: settings.maximumFileByteCount)])
    }

    /// Says of replies that still lie on this machine that they do: nobody takes one for read.
    mutating func mark(_ status: SyncStatus, _ words: Catalogue) {
        for index in items.indices { items[index].mark(status, words) }
    }

    /// Of everybody who ever was on intake duty: one key opens all that lies in the intake.
    private static func readers(
        _ state: CaseworkState, _ words: Catalogue, _ isWanted: (MemberRecord) -> Bool
    ) -> [Reader] {
        state.members.values.filter { !$0.intakeDuties.isEmpty && isWanted($0) }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map {
                Reader(name: $0.name, line: words.periods(of: $0.intakeDuties))
            }
    }

    /// That everything is frozen in a case of the person's that this desk can open: whoever holds them may read what is answered.
    private static func frozen(_ request: RequestRecord, in state: CaseworkState, _ words: Catalogue) -> String? {
        let cases = Set(state.conversations(of: request.id).map(\.case)).sorted().compactMap { state.case($0) }
        let freeze = cases.lazy.flatMap(\.parts).compactMap { $0.casework?.consent.standstill?.freeze }.first
        return freeze.map {
            words.text(
                "request.frozen",
                ["cause": words.name(of: $0.cause), "day": Day(at: $0.at).iso, "who": $0.whoMayDecide])
        }
    }

    private static func facts(_ request: RequestRecord, _ visit: Visit) -> [Fact] {
        let words = visit.words
        let waiting = request.waitingSince.map { words.duration(seconds: visit.now > $0 ? visit.now - $0 : 0) }
        var facts = [
            Fact(name: words.text("fact.state"), value: words.name(of: request.state)),
            Fact(name: words.text("fact.danger"), value: words.name(of: request.danger)),
            Fact(name: words.text("fact.waiting"), value: waiting ?? words.text("requests.not-waiting")),
            Fact(name: words.text("fact.language"), value: words.language(request.language)),
            Fact(name: words.text("fact.received"), value: LocalTime.text(second: request.receivedAt)),
        ]
        if let reason = request.declineReason {
            facts.insert(Fact(name: words.text("fact.reason"), value: words.name(of: reason)), at: 1)
        }
        if let erasure = request.erasure {
            let key = erasure.confirmedIn == nil ? "fact.erasure-proposed" : "fact.erasure-agreed"
            let from = LocalTime.text(second: erasure.confirmableFrom)
            facts.append(Fact(name: words.text("fact.erasure"), value: words.text(key, ["time": from])))
        }
        return facts
    }
}

/// One thing in the conversation; exactly one of the kinds.
struct TimelineEntry {
    struct File {
        let href: String
        let name: String
        let size: String
    }

    let isMessage: Bool
    let isReply: Bool
    let isNote: Bool
    let isEvent: Bool
    let isNew: Bool
    let anchor: String
    let heading: String
    let time: String
    let machineTime: String
    let body: String
    let assurance: String?
    let assuranceMeans: String
    let sent: String
    private let entry: ID<Entry>
    /// Says of a reply that the person cannot read it yet; nil where they can.
    private(set) var waiting: String?
    let files: [File]
    let hasFiles: Bool

    init(_ item: TimelineItem, of request: RequestRecord, in state: CaseworkState, isNew: Bool, _ visit: Visit) {
        let words = visit.words
        let author = state.name(of: item.author, words)
        var body = ""
        var files: [FileReference] = []
        var message: ReceivedMessage?
        switch item.content {
        case .message(let received):
            message = received
            (heading, body, files) = (words.text("timeline.person"), received.body, received.files)
        case .reply(let number, let text, let attached):
            heading = words.text("timeline.reply", ["name": author, "number": "\(number)"])
            (body, files) = (text, attached)
            if text.isEmpty, attached.isEmpty { body = words.text("timeline.consent-told") }
        case .note(let text):
            (heading, body) = (words.text("timeline.note", ["name": author]), text)
        case .opened:
            heading = words.text("timeline.opened", ["name": author])
        case .moved(let from, let to, let reason, let note):
            heading = words.text(
                "timeline.moved", ["name": author, "from": words.name(of: from), "to": words.name(of: to)])
            body = [reason.map { words.name(of: $0) }, note.isEmpty ? nil : note].compactMap(\.self)
                .joined(separator: "\n")
        case .stepped(let step, let from, let to, let note):
            heading = words.text(
                "timeline.step.\(step.kind)",
                ["name": author, "from": words.name(of: from), "to": words.name(of: to)])
            body = [words.detail(of: step), note].filter { !$0.isEmpty }.joined(separator: "\n")
        case .reopened(let from):
            heading = words.text("timeline.reopened", ["from": words.name(of: from)])
        }
        (isMessage, isReply, isNote, isEvent) = Self.kind(of: item.content)
        self.isNew = isNew && isMessage
        entry = item.entry
        anchor = "e\(item.sequence)"
        time = words.weekday(at: item.recordedAt)
        machineTime = LocalTime.machineText(second: item.recordedAt)
        self.body = body
        assurance = message.map { words.name(of: $0.assurance) }
        assuranceMeans = message.map { words.explanation(of: $0.assurance) } ?? ""
        sent = message.map { LocalTime.text(second: UInt64($0.sentHour) * 3_600) } ?? ""
        self.files = files.map { file in
            File(
                href: "\(DeskPath.request(request.id))/files/\(FileAddress.text(file))",
                name: SafeText.fileName(file.name), size: words.size(byteCount: file.byteCount))
        }
        hasFiles = !files.isEmpty
    }

    mutating func mark(_ status: SyncStatus, _ words: Catalogue) {
        guard status.waitingReplies.contains(entry) else { return }
        let isHeldUp = status.connection != .online && status.connection != .connecting
        waiting = words.text(isHeldUp ? "timeline.not-sent" : "timeline.on-its-way")
    }

    private static func kind(of content: TimelineItem.Content) -> (Bool, Bool, Bool, Bool) {
        switch content {
        case .message: (true, false, false, false)
        case .reply: (false, true, false, false)
        case .note: (false, false, true, false)
        case .opened, .moved, .stepped, .reopened: (false, false, false, true)
        }
    }
}

extension Catalogue {
    /// What a step says beside its note.
    func detail(of step: RequestStep) -> String {
        switch step {
        case .accepted(let danger): name(of: danger)
        case .referralOffered(let partner, let consent): "\(partner)\n\(consent)"
        case .declineProposed(let reason): name(of: reason)
        case .erasureProposed(let reason): name(of: reason)
        case .linked, .referredOut, .quarantined, .lapsed, .erasureConfirmed, .erasureCancelled: ""
        }
    }
}

extension RequestRecord {
    /// The last entry before the unread messages.
    var readUpTo: UInt64 {
        let end = firstUnread ?? .max
        for item in timeline.reversed() where item.sequence < end {
            if case .message = item.content { return item.sequence }
        }
        return 0
    }
}

extension CaseworkState {
    /// The case whose conversation carries a request on, if this desk holds it.
    func `case`(carryingOn request: ID<Request>) -> CaseRecord? {
        conversation(of: request).flatMap { `case`($0.case) }
    }
}
