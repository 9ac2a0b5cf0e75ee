// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Hummingbird
import Languages

/// How the desk stands with its relay, and the help page.
struct StatusRoutes {
    let desk: DeskSite

    private struct StatusPage {
        struct Fact {
            let name: String
            let value: String
        }
        struct Event {
            let when: String
            let who: String
            let why: String
        }
        let facts: [Fact]
        let refused: [Event]
        let hasRefused: Bool
        let members: [Fact]
    }

    private struct HelpPage {
        let idle: String
    }

    func addRoutes(to router: RouterGroup<DeskContext>) {
        router.get(RouterPath(DeskPath.status)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let page = statusPage(await desk.work.status, await desk.work.state, await desk.work.identity, visit)
            return await desk.show("status", title: "status.title", page, to: visit)
        }
        router.get(RouterPath(DeskPath.help)) { request, context -> Response in
            let visit = try desk.visit(request, context)
            let page = HelpPage(idle: visit.words.plural("help.idle", desk.settings.idleMinutes))
            return await desk.show("help", title: "help.title", page, to: visit)
        }
    }

    private func statusPage(
        _ status: SyncStatus, _ state: CaseworkState, _ identity: OrganisationIdentity?, _ visit: Visit
    ) -> StatusPage {
        let words = visit.words
        let card = status.cardValidUntil ?? state.card?.validUntil
        var facts: [(String, String?)] = [
            ("status.connection", connection(status.connection, visit)),
            ("status.relay", desk.settings.relay),
            ("status.queued", "\(status.queuedCount)"),
            ("status.unreadable", "\(max(status.unreadableCount, state.unreadableDigests.count))"),
            ("status.unknown", "\(state.unknown.count)"),
            ("status.card", card.map { LocalTime.text(second: $0) }),
            ("status.organisation", state.organisation?.name),
            ("status.fingerprint", identity?.fingerprint),
            ("status.link", identity?.link),
            ("status.languages", state.organisation?.languages.joined(separator: ", ")),
        ]
        facts.removeAll { $0.1?.isEmpty ?? true }
        return StatusPage(
            facts: facts.map { .init(name: words.text($0), value: $1 ?? "") },
            refused: state.refused.suffix(100).reversed().filter { !$0.refusal.isOrdinary }.map {
                .init(
                    when: LocalTime.text(second: $0.entry.recordedAt), who: state.name(of: $0.entry.author, words),
                    why: words.text($0.refusal.catalogueKey))
            },
            hasRefused: state.refused.contains { !$0.refusal.isOrdinary },
            members: state.devices.values.sorted { $0.admittedAt < $1.admittedAt }.map {
                .init(name: $0.memberName, value: LocalTime.text(second: $0.admittedAt))
            })
    }

    private func connection(_ connection: SyncStatus.Connection, _ visit: Visit) -> String {
        switch connection {
        case .connecting: visit.words.text("status.connecting")
        case .online: visit.words.text("status.online")
        case .offline: visit.words.text("banner.offline")
        case .alarm(let key): "\(visit.words.text("banner.alarm")) \(visit.words.text(key))"
        }
    }
}
