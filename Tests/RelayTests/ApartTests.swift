// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import NIOPosix
import RelayConnection
import Synchronization
import Testing

/// Where the connections of a client come from, as its proxy sees it.
@Suite struct ApartTests {
    /// Calls through a proxy that hangs up, and gives back from which addresses it was called.
    private func addresses(isApart: Bool, calls: Int) async throws -> [String] {
        let seen = Mutex<[String]>([])
        let proxy = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                seen.withLock { $0.append(channel.remoteAddress?.ipAddress ?? "") }
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(proxy.localAddress?.port)
        let address = try #require(RelayAddress(parsing: "http://\(String(repeating: "a", count: 56)).onion"))
        for _ in 0..<calls {
            let client = RelayClient(address: address, socks: "127.0.0.1:\(port)", isApart: isApart)
            await #expect(throws: RelayClientError.self) { _ = try await client.signedCheckpoint() }
            await client.shutdown()
        }
        try await proxy.close()
        return seen.withLock { $0 }
    }

    @Test func `a client apart comes to the proxy from an address of its own each time`() async throws {
        let usual = try await addresses(isApart: false, calls: 2)
        #expect(!usual.isEmpty && Set(usual) == ["127.0.0.1"])
        let apart = try await addresses(isApart: true, calls: 3)
        #expect(Set(apart).count == 3 && apart.allSatisfy { $0.hasPrefix("127.") && $0 != "127.0.0.1" }, "\(apart)")
    }
}
