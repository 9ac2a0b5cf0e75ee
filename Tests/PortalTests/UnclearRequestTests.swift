// SPDX-License-Identifier: AGPL-3.0-or-later
import LifeboatTestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct UnclearRequestTests {
    @Test func `the portal refuses a request that is unclear, and reads nothing behind it`() async throws {
        try await RunningPortal.run { portal in
            let wrong = try await UnclearRequests.answeredOtherwise(
                to: "POST /en/return", following: "GET /en/ HTTP/1.1\r\nHost: a\r\n\r\n", port: portal.port)
            #expect(wrong == [])
        }
    }
}
