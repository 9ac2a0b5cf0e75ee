// SPDX-License-Identifier: AGPL-3.0-or-later
import Foundation
import LifeboatTestSupport
import Testing

@testable import Desk

struct DeskServerTests {
    /// Addresses on which this machine listens at a port, as the kernel writes them (proc(5), `net/tcp`): hexadecimal,
    /// in the machine's byte order.
    private func listeningAddresses(port: Int) throws -> [String] {
        let isListening = "0A"
        return try ["tcp", "tcp6"].flatMap { table in
            try String(contentsOfFile: "/proc/self/net/\(table)", encoding: .utf8).split(separator: "\n").dropFirst()
        }.compactMap { line in
            let columns = line.split(separator: " ")
            guard columns.count > 3, columns[3] == isListening else { return nil }
            let local = columns[1].split(separator: ":")
            return local.count == 2 && Int(local[1], radix: 16) == port ? String(local[0]) : nil
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `the desk refuses a request that is unclear, and reads nothing behind it`() async throws {
        let site = try DeskSite(settings: DeskSettings(port: 0), work: PagesWork(), now: { WebDesk.second })
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let server = DeskServer(site: site) { announce.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { announce.finish() }
                try await server.run()
            }
            defer { group.cancelAll() }
            for await port in ports {
                let following = "GET /unlock HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
                let wrong = try await UnclearRequests.answeredOtherwise(
                    to: "POST /unlock", following: following, port: port)
                #expect(wrong == [])
                return
            }
        }
    }

    @Test func `the desk listens on the loopback address and on no other`() async throws {
        let site = try DeskSite(settings: DeskSettings(port: 0), work: PagesWork(), now: { WebDesk.second })
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let server = DeskServer(site: site) { announce.yield($0) }
        let addresses = try await withThrowingTaskGroup(of: [String].self) { group in
            group.addTask {
                defer { announce.finish() }
                try await server.run()
                return []
            }
            defer { group.cancelAll() }
            for await port in ports {
                // The kernel writes the table piece by piece; a row may be missing while other sockets come and go.
                for _ in 0..<100 {
                    let addresses = try listeningAddresses(port: port)
                    if !addresses.isEmpty { return addresses }
                    try await Task.sleep(for: .milliseconds(50))
                }
                // No other port will be announced: better no address than a wait without end.
                return []
            }
            return []
        }
        #expect(addresses == [String(UInt32(0x7F00_0001).bigEndian, radix: 16).hexPadded])
    }
}

extension String {
    /// Eight upper-case digits.
    fileprivate var hexPadded: String { String(repeating: "0", count: max(0, 8 - count)) + uppercased() }
}
