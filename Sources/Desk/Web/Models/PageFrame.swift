// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import HTTPTypes
import Hummingbird
import Languages
import Pages

/// What stands around every page: names in templates are the names here.
struct PageFrame<Page> {
    struct Link {
        let href: String
        let text: String
        let isCurrent: Bool
    }

    struct Banner {
        let isAlarm: Bool
        let text: String
        let detail: String?
        /// Where a person decides, if there is something to decide.
        var decision: Link?
    }

    struct LanguageChoice {
        let tag: String
        let name: String
        let isCurrent: Bool
    }

    let t: Words
    let lang: String
    let title: String
    let style: String
    let script: String
    let icon: String
    let token: String
    /// Another on every page: a form that comes twice is answered once (``OncePerPage``).
    let once: String
    let address: String
    let organisation: String?
    let isUnlocked: Bool
    let isLive: Bool
    /// What the page is as new as (``DeskSite/age(of:)``).
    let since: Int64
    /// The sentence that says that nothing here is real; nil where it is.
    let rehearsal: String?
    let navigation: [Link]
    let banner: Banner?
    let announcement: String
    let languages: [LanguageChoice]
    let page: Page
}

extension DeskSite {
    /// A whole page. `title` is a catalogue key and says nothing about anybody: browsers write titles to disk.
    func show<Page>(
        _ template: String, title: String, _ page: Page, to visit: Visit, status: HTTPResponse.Status = .ok
    ) async -> Response {
        templates.page(template, await frame(title: title, page, visit), status: status)
    }

    private func frame<Page>(title: String, _ page: Page, _ visit: Visit) async -> PageFrame<Page> {
        let phase = await work.phase
        let isUnlocked = if phase == .unlocked { await sheet.isEmpty } else { false }
        let era = shelf.era
        let state = isUnlocked ? await work.state : CaseworkState()
        let words = visit.words
        let unread = isUnlocked ? shelf.unreadCount(state, for: await work.me, era: era) : 0
        return PageFrame(
            t: Words(words), lang: words.language.tag, title: words.text(title), style: assets.path("desk.css"),
            script: assets.path("desk.js"), icon: assets.path("desk.svg"), token: visit.session.formToken,
            once: Sessions.random(),
            address: visit.address, organisation: state.organisation?.name, isUnlocked: isUnlocked,
            isLive: isUnlocked, since: age(of: visit.began), rehearsal: rehearsal(in: words),
            navigation: isUnlocked ? navigation(visit) : [],
            banner: isUnlocked ? StatusBanner.banner(await work.status, words) : nil,
            announcement: isUnlocked ? words.plural("announce.unread", unread) : "",
            languages: catalogues.languages.map {
                .init(tag: $0.tag, name: $0.name, isCurrent: $0.tag == words.language.tag)
            }, page: page)
    }

    /// A desk opens no organisation of the other kind, so what it was started for holds for every page, the locked ones and
    /// those without a session too.
    func rehearsal(in words: Catalogue) -> String? { settings.isRehearsal ? words.text("rehearsal.banner") : nil }

    private func navigation<Page>(_ visit: Visit) -> [PageFrame<Page>.Link] {
        [
            (DeskPath.today, "nav.today"), (DeskPath.requests, "nav.requests"), (DeskPath.cases, "nav.cases"),
            (DeskPath.doubts, "nav.doubts"), (DeskPath.exposure, "nav.exposure"), (DeskPath.search, "nav.search"),
            (DeskPath.numbers, "nav.numbers"),
            (DeskPath.members, "nav.members"),
            (DeskPath.status, "nav.status"), (DeskPath.help, "nav.help"),
        ].map { .init(href: $0, text: visit.words.text($1), isCurrent: visit.address.hasPrefix($0)) }
    }
}

/// The line above every page that says when what is written does not go out. What is on its way for a moment is no news.
enum StatusBanner {
    static func banner<Page>(_ status: SyncStatus, _ words: Catalogue) -> PageFrame<Page>.Banner? {
        let banner: PageFrame<Page>.Banner? = ofConnection(status, words)
        if case .alarm = status.connection { return banner }
        guard status.damagedCount > 0 else { return banner }
        // Whoever wrote it believes that it is on its way, and somebody waits for it.
        return .init(
            isAlarm: true, text: words.plural("banner.damaged", status.damagedCount), detail: banner?.text,
            decision: .init(href: DeskPath.status, text: words.text("banner.decide"), isCurrent: false))
    }

    private static func ofConnection<Page>(_ status: SyncStatus, _ words: Catalogue) -> PageFrame<Page>.Banner? {
        switch status.connection {
        case .alarm(let key):
            let awaitsDecision = Alarm(rawValue: key)?.awaitsDecision ?? false
            return .init(
                isAlarm: true, text: words.text("banner.alarm"),
                detail: words.text(key) + (status.isPartial ? " " + words.text("banner.reading-means") : ""),
                decision: awaitsDecision
                    ? .init(href: DeskPath.status, text: words.text("banner.decide"), isCurrent: false) : nil)
        case .offline: return waiting(words.text("banner.offline"), status, words)
        case .full: return waiting(words.text("banner.full"), status, words)
        case .refusing(let answer): return waiting(words.refusal(answer), status, words)
        case .connecting, .online:
            guard let progress = status.progress ?? (status.isPartial ? 0 : nil) else {
                if let request = status.unsentTo.first {
                    return .init(
                        isAlarm: false, text: words.plural("banner.unsent", status.unsentTo.count), detail: nil,
                        decision: .init(
                            href: DeskPath.request(request), text: words.text("banner.decide"), isCurrent: false))
                }
                guard status.isSheetUnconfirmed else { return nil }
                return .init(
                    isAlarm: false, text: words.text("banner.sheet"), detail: nil,
                    decision: .init(href: DeskPath.status, text: words.text("banner.decide"), isCurrent: false))
            }
            let name = status.isPartial ? "banner.reading" : "banner.fetching"
            return .init(
                isAlarm: false, text: words.text(name, ["percent": String(Int(progress * 100))]),
                detail: status.isPartial ? words.text("banner.reading-means") : nil)
        }
    }

    private static func waiting<Page>(
        _ text: String, _ status: SyncStatus, _ words: Catalogue
    ) -> PageFrame<Page>.Banner {
        let queued = status.queuedCount > 0 ? words.plural("banner.queued", status.queuedCount) : nil
        return .init(isAlarm: false, text: text, detail: queued)
    }
}
