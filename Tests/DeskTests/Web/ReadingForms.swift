// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Testing

@testable import Desk

/// Forms by which something leaves are answered twice: what stands against it is on the page that refused it the first time.
extension Page {
    /// Every box by which a form asks whether a word of the person was read, ticked.
    var objections: [String: String] { ticked(/name="(objections-[0-9a-f]+)"/) }

    /// Those, and the boxes by which it asks whether what the person wants left out is in it.
    var readings: [String: String] { ticked(/name="((?:objections|left-out)-[0-9a-f]+)"/) }

    /// What the person had written last when the page was made, as its form says it.
    var shown: String? { text.firstMatch(of: /name="shown" value="([0-9a-f.]*)"/).map { String($0.1) } }

    /// Whether a way leads to this address.
    func leads(to path: String) -> Bool { text.contains("href=\"\(path.replacing("&", with: "&amp;"))\"") }

    private func ticked(_ pattern: Regex<(Substring, Substring)>) -> [String: String] {
        let names = text.matches(of: pattern).map { String($0.1) }
        return Dictionary(names.map { ($0, "1") }) { first, _ in first }
    }
}

extension WebDesk {
    /// A form whose fields were put together by a test.
    func post(_ path: String, filled fields: [String: String]) async -> Page {
        let pairs = fields.merging(["token": token]) { $1 }.map { "\($0.key)=\(Self.encoded($0.value))" }
        return await submit(path, pairs.joined(separator: "&"))
    }

    /// A body as a browser sends it: what a form said that it showed goes with it, and so does what the way to the form said. Where it holds `reads=1`, whoever sends it reads and ticks
    /// what the page that refuses it asks.
    func submit(
        _ path: String, _ body: String, headers: [String: String] = ["Sec-Fetch-Site": "same-origin"]
    ) async -> Page {
        var (path, body) = (path, body)
        if let shown = path.firstMatch(of: /[?&]shown=([0-9a-f.]*)/) {
            body += "&shown=\(shown.1)"
            path.removeSubrange(shown.range)
        }
        var page = await answer(path, body, headers)
        if let shown = page.shown, !body.contains("&shown="), page.status == 422 {
            body += "&shown=\(shown)"
            page = await answer(path, body, headers)
        }
        let ticks = page.readings.map { "&\($0.key)=\($0.value)" }.joined()
        guard body.contains("reads=1"), !ticks.isEmpty else { return page }
        return await answer(path, body + ticks, headers)
    }

    private func answer(_ path: String, _ body: String, _ headers: [String: String]) async -> Page {
        let headers = headers.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 }
        return await send(.post, path, headers: headers, body: Array(body.utf8))
    }
}
