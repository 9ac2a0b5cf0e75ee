// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// How the desk stands with its relay, and what a person has to decide about that.
struct StatusPage {
    struct Fact {
        let name: String
        let value: String
    }
    struct Event {
        let when: String
        let who: String
        let why: String
    }
    /// An alarm that stands until somebody has looked.
    struct Decision {
        /// Comes back with the form: nobody agrees to an alarm that was not on the page.
        let alarm: String
        let detail: String
        /// Whose entries raised it, where it was entries.
        let raisedBy: String?
        /// What happens if the desk goes on.
        let means: String
    }

    /// What this desk's member signed as destroyed, and who else did: what remains of a case, and all that there is to show of it.
    struct Destroyed {
        let when: String
        let what: String
        let who: String
    }

    /// What was written here and cannot be sent, until somebody has looked.
    struct Damaged {
        let text: String
        /// Comes back with the form: nobody lets go of what was not on the page.
        let count: Int
    }

    /// Why the last decision could not be taken.
    let error: String?
    let decision: Decision?
    let isSheetUnconfirmed: Bool
    let damaged: Damaged?
    /// That the relay fills.
    let room: RoomNotice?
    let facts: [Fact]
    let refused: [Event]
    let hasRefused: Bool
    let members: [Fact]
    let destroyed: [Destroyed]

    init(
        _ status: SyncStatus, _ state: CaseworkState, _ identity: OrganisationIdentity?, relay: String,
        me: ID<Member>?, error: String?, _ visit: Visit
    ) {
        let words = visit.words
        self.error = error
        decision = Decision(status, words)
        isSheetUnconfirmed = status.isSheetUnconfirmed
        damaged =
            status.damagedCount > 0
            ? Damaged(text: words.plural("status.damaged", status.damagedCount), count: status.damagedCount) : nil
        room = RoomNotice(status.room, words)
        facts = Self.facts(status, state, identity, relay: relay, words)
        let notable = state.refused.filter { !$0.isOrdinary }
        refused = notable.suffix(100).reversed().map {
            Event(
                when: LocalTime.text(second: $0.entry.recordedAt), who: state.name(of: $0.entry.author, words),
                why: words.text($0.refusal.catalogueKey))
        }
        hasRefused = !notable.isEmpty
        destroyed = Self.destroyed(state, by: me, words)
        members = state.devices.values.filter { state.members[$0.member]?.isCurrent ?? true }
            .sorted { $0.admittedAt < $1.admittedAt }.map {
                Fact(name: state.plainName(of: $0.device, words), value: LocalTime.text(second: $0.admittedAt))
            }
    }

    /// A row a case. A desk signs with its member's parts those that colleagues told it of: how many there were, and what they are called,
    /// was not its member's to know, and is not said. Nor is anything of others' signatures alone.
    private static func destroyed(
        _ state: CaseworkState, by me: ID<Member>?, _ words: Catalogue
    ) -> [Destroyed] {
        var cases: [(at: UInt64, parts: Set<ID<Compartment>>)] = []
        for tombstone in state.tombstones where tombstone.author == me {
            if let known = cases.firstIndex(where: { !$0.parts.isDisjoint(with: tombstone.compartments) }) {
                cases[known].parts.formUnion(tombstone.compartments)
            } else {
                cases.append((tombstone.at, tombstone.compartments))
            }
        }
        return cases.suffix(shownCaseCount).reversed().map { gone in
            let signers = gone.parts.map { state.buriers(of: $0) }
            let others = signers.dropFirst().reduce(signers.first ?? []) { $0.intersection($1) }
                .filter { $0 != me }.map { state.name(of: $0, words) }.sorted()
            let isAlone = signers.allSatisfy { $0.allSatisfy { $0 == me } }
            return Destroyed(
                when: LocalTime.text(second: gone.at), what: words.text("status.destroyed-case"),
                who: !others.isEmpty
                    ? words.text("status.destroyed-with", ["names": others.joined(separator: ", ")])
                    : isAlone ? words.text("status.destroyed-alone") : "")
        }
    }

    private static let shownCaseCount = 100

    private static func facts(
        _ status: SyncStatus, _ state: CaseworkState, _ identity: OrganisationIdentity?, relay: String,
        _ words: Catalogue
    ) -> [Fact] {
        let card = status.cardValidUntil ?? state.card?.validUntil
        let facts: [(String, String?)] = [
            ("status.connection", connection(status.connection, words)),
            ("status.relay", relay),
            ("status.room", words.room(status.room)),
            ("status.clock", status.clockDifference.map { clock($0, words) }),
            ("status.queued", "\(status.queuedCount)"),
            ("status.unreadable", "\(max(status.unreadableCount, state.unreadableDigests.count))"),
            ("status.swept", status.sweptCount > 0 ? "\(status.sweptCount)" : nil),
            ("status.unknown", "\(state.unknown.count)"),
            ("status.removed-authors", status.removedAuthorsCount > 0 ? "\(status.removedAuthorsCount)" : nil),
            ("status.card", card.map { LocalTime.text(second: $0) }),
            ("status.organisation", state.organisation?.name),
            ("status.fingerprint", identity?.wholeFingerprint),
            ("status.link", identity?.link),
            ("status.languages", state.organisation?.languages.map(words.language).joined(separator: ", ")),
        ]
        return facts.compactMap { key, value in
            guard let value, !value.isEmpty else { return nil }
            return Fact(name: words.text(key), value: value)
        }
    }

    /// Which clock is wrong nobody can tell from here; a person can.
    private static func clock(_ difference: Int64, _ words: Catalogue) -> String {
        let days = Int(clamping: difference.magnitude / 86_400)
        let apart = words.plural(difference > 0 ? "status.clock-behind" : "status.clock-ahead", days)
        return "\(apart) \(words.text("status.clock-means"))"
    }

    private static func connection(_ connection: SyncStatus.Connection, _ words: Catalogue) -> String {
        switch connection {
        case .connecting: words.text("status.connecting")
        case .online: words.text("status.online")
        case .offline: words.text("banner.offline")
        case .full: words.text("banner.full")
        case .refusing(let status): words.refusal(status)
        case .alarm(let key): "\(words.text("banner.alarm")) \(words.text(key))"
        }
    }
}

extension Catalogue {
    /// That the relay answers, and how.
    func refusal(_ status: Int?) -> String {
        status.map { text("banner.refusing", ["status": String($0)]) } ?? text("banner.answers-strangely")
    }
}

extension StatusPage.Decision {
    /// Nil while there is nothing that a person may decide.
    init?(_ status: SyncStatus, _ words: Catalogue) {
        guard case .alarm(let key) = status.connection, let alarm = Alarm(rawValue: key), alarm.awaitsDecision else {
            return nil
        }
        self.alarm = key
        detail = words.text(key)
        let names = status.alarmRaisedBy.joined(separator: ", ")
        raisedBy = names.isEmpty ? nil : words.text("alarm.raised-by", ["names": names])
        means = words.text(alarm == .forkSeenByAnother ? "alarm.go-on-accepts" : "alarm.go-on-asks")
    }
}
