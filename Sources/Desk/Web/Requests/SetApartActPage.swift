// SPDX-License-Identifier: AGPL-3.0-or-later
import Casework
import Languages

/// What was set apart in one act: by whom, why, what has become of it, and the way back.
struct SetApartActPage {
    private static let crossedCount = 20

    let title: String
    let facts: [SetApartPage.Fact]
    /// That lives are said to be at stake in it.
    let lives: String?
    let note: String
    let list: Act
    /// What a colleague had answered or opened before, without the author's knowing.
    let crossed: [Act]
    let crossedMeans: String
    let action: String
    /// The button that brings back; nil where nothing rests as it was set apart, or who looks is not on intake duty.
    let bringBack: String?
    /// The button that leads to declining all of them; nil where none is set apart any more, or who looks is not on intake duty.
    let decline: String?
    /// Of which list they are, as the form of the list says it.
    let of: String
    let progress: ProgressLine?
    /// What came of bringing back, once it is over.
    let broughtBack: String?
    let error: String?

    /// Nil where the request was not set apart together with others.
    init?(
        _ request: ID<Request>, _ run: SetApartDrawer.Run?, mayDecide: Bool, in state: CaseworkState,
        error: String? = nil, _ words: Catalogue
    ) {
        let members = SetApartAct.members(with: request, in: state)
        guard let act = state.request(request)?.lastSetApart, !members.isEmpty else { return nil }
        let resting = members.count { $0.restsSetApart == act }
        title = words.plural("apart.act", members.count)
        let summaries = members.map { RequestSummary($0) }
        lives = words.lives(summaries)
        facts = [
            ("apart.fact-gravest", words.name(of: summaries.gravest)),
            ("apart.fact-who", state.name(of: act.author, words)),
            ("apart.fact-when", LocalTime.text(second: act.at)),
            ("apart.fact-unread", "\(members.count(where: \.wasSetApartUnread))"),
            ("apart.fact-resting", "\(resting)"), ("apart.fact-moved", "\(members.count - resting)"),
        ].map { .init(name: words.text($0.0), value: $0.1) }
        note = act.note
        var filter = RequestFilter()
        filter.act = request
        list = Act(href: filter.address(), text: words.text("apart.list"))
        filter.state = .quarantined
        of = filter.query
        let apart = members.count { $0.state == .quarantined }
        let taken = members.filter { $0.wasTakenUp(before: act) }
        crossed = taken.prefix(Self.crossedCount).map {
            Act(href: DeskPath.request($0.id), text: SafeText.firstLine(words.firstLine(of: $0), maximumCount: 90))
        }
        crossedMeans = words.plural("apart.crossed", taken.count)
        action = DeskPath.setApart(request)
        let isRunning = run.map { !$0.isOver } ?? false
        bringBack = mayDecide && resting > 0 && !isRunning ? words.plural("apart.bring-back", resting) : nil
        decline = mayDecide && apart > 0 && !isRunning ? words.plural("requests.decline-all", apart) : nil
        progress = run.map { ProgressLine($0, words) }
        broughtBack = run.flatMap { $0.isOver ? words.plural("apart.brought-back", $0.done) : nil }
        self.error = error
    }
}
