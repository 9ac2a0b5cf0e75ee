// SPDX-License-Identifier: AGPL-3.0-or-later
package import Casework

extension CaseworkState {
    /// Every text that a desk could show: what it folded, what it refused, what it keeps without understanding it.
    package var everyText: [String] {
        let intake = requests.flatMap { $0.timeline.flatMap(\.texts) + [$0.safeContact] }
        let parts = cases.flatMap { $0.parts.flatMap { part in [part.alias] + part.log.flatMap(\.event.texts) } }
        let aside = refused.flatMap(\.entry.event.texts) + unknown.flatMap(\.event.texts)
        return intake + parts + aside + members.values.map(\.name)
    }

    package func holds(_ text: String) -> Bool { everyText.contains { $0.contains(text) } }
}

extension TimelineItem {
    fileprivate var texts: [String] {
        switch content {
        case .message(let message): [message.body, message.safeContact] + message.files.map(\.name)
        case .reply(_, let body, let files): [body] + files.map(\.name)
        case .note(let body): [body]
        case .moved(_, _, _, let note): [note]
        case .stepped(_, _, _, let note): [note]
        case .opened, .reopened: []
        }
    }
}
