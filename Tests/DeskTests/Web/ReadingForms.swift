// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Testing

@testable import Desk

/// Forms by which something leaves are answered twice: what stands against it is on the page that refused it the first time.
extension Page {
    /// Every box by which a form asks whether a word of the person was read, ticked.
    var objections: [String: String] { ticked(/name="(objections-[0-9a-f-]+)"/) }

    /// The box by which it asks whether it was read what no consent covers.
    var exceptions: [String: String] { ticked(/name="(without-consent-[0-9a-f]+)"/) }

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

    /// A body as a browser sends it. Where it holds `without-consent=1` and is refused for what no consent covers, it is sent again with
    /// that read and ticked.
    func submit(
        _ path: String, _ body: String, headers: [String: String] = ["Sec-Fetch-Site": "same-origin"]
    ) async -> Page {
        let first = await answer(path, body, headers)
        let ticks = first.exceptions.map { "&\($0.key)=\($0.value)" }.joined()
        guard body.contains("without-consent=1"), !ticks.isEmpty else { return first }
        return await answer(path, body + ticks, headers)
    }

    private func answer(_ path: String, _ body: String, _ headers: [String: String]) async -> Page {
        let headers = headers.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 }
        return await send(.post, path, headers: headers, body: Array(body.utf8))
    }
}
