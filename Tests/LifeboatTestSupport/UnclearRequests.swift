// SPDX-License-Identifier: AGPL-3.0-or-later

/// Requests of which two programs may think differently where they end or for whom they are: what stands between a client and a
/// server could be led to see another request than the server does (RFC 9112, sections 3.2, 5 and 6; RFC 9110, section 7.2).
public enum UnclearRequests {
    /// - Parameter line: method and path, of a call that has a body.
    private static func all(to line: String) -> (hosts: [String], lengths: [String]) {
        let start = "\(line) HTTP/1.1\r\n"
        let hosts = [
            "", "Host: a\r\nHost: b\r\n", "Host: a\r\nhost: a\r\n", "Host: a, b\r\n", "Host: a b\r\n", "Host: a@b\r\n",
            "Host: a/b\r\n", "Host: a:99999999\r\n", "Host: a:x\r\n", "Host: [::1\r\n", "Host : a\r\n",
            "Host: a\r\n b\r\n",
        ].map { start + $0 + "Content-Length: 5\r\n\r\nhello" }
        let lengths = [
            "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 6\r\n", "Content-Length: +5\r\n",
            "Content-Length: -5\r\n", "Content-Length: 0x5\r\n", "Content-Length: 5 5\r\n", "Content-Length: \r\n",
            "Content-Length: 99999999999999999999999\r\n", "Content-Length : 5\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding:\u{0B}chunked\r\n", "X: y\u{0}z\r\n", "X y: z\r\n",
        ].map { start + "Host: a\r\n" + $0 + "\r\nhello" }
        let chunks = [
            "5;\u{0}\r\nhello\r\n", "-5\r\nhello\r\n", "0x5\r\nhello\r\n", "5\r\nhelloX\r\n", "FFFFFFFFFFFFFFFFF\r\n",
        ]
        .map { start + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n" + $0 }
        return (hosts, lengths + chunks)
    }

    /// Sends each with `following` behind it, which would be the request that somebody hid in the first and is answered with 200, and waits
    /// for the end of the connection. Gives back what went otherwise: a host that is not refused with 400, and a hidden request that is
    /// answered. Of a body that turns out unclear behind its head, what the head asked for may be refused before.
    public static func answeredOtherwise(
        to line: String, following: String, port: Int
    ) async throws -> [String] {
        var wrong: [String] = []
        let (hosts, lengths) = all(to: line)
        for request in hosts + lengths {
            let answer = try await RawConnection.exchange(port: port, [request + following])
            let statuses = answer.ranges(of: "HTTP/1.1 ").map { answer[$0.upperBound...].prefix(3) }
            let isRefused =
                hosts.contains(request)
                ? statuses == ["400"] : !statuses.isEmpty && !statuses.contains("200") && statuses.count <= 2
            if !isRefused {
                wrong.append("\(String(reflecting: request.dropFirst(line.utf8.count).prefix(90))): \(statuses)")
            }
        }
        return wrong
    }
}
