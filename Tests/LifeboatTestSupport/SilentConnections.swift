// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import NIOPosix

/// Connections on which a request is begun and never goes on.
public struct SilentConnections: Sendable {
    private let channels: [any Channel]

    public init(_ count: Int, port: Int) async throws {
        var channels: [any Channel] = []
        for _ in 0..<count {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            // One that had to make room meanwhile takes nothing any more.
            channel.writeAndFlush(ByteBuffer(string: "GET / HT"), promise: nil)
            channels.append(channel)
        }
        self.channels = channels
    }

    public func close() async throws {
        for channel in channels { channel.close(promise: nil) }
        for channel in channels { try await channel.closeFuture.get() }
    }
}
