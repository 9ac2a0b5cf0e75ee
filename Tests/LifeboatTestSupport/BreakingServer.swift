// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import NIOPosix

/// Takes one connection, reads so much of what comes, and breaks off without a word; nobody listens afterwards.
public struct BreakingServer: Sendable {
    public let port: Int

    /// - Parameter byteCount: how many bytes are read before the connection breaks.
    public static func start(after byteCount: Int) async throws -> BreakingServer {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Break(after: byteCount))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return BreakingServer(port: channel.localAddress?.port ?? 0)
    }

    private final class Break: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private var remaining: Int

        init(after byteCount: Int) { remaining = byteCount }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            remaining -= unwrapInboundIn(data).readableBytes
            guard remaining <= 0, let listener = context.channel.parent else { return }
            let channel = context.channel
            listener.close().whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
