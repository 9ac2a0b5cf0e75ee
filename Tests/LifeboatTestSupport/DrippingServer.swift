// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore
import NIOPosix

/// Answers whatever is asked with the same pieces, one after the other and slowly, as over a bad line.
public enum DrippingServer {
    /// - Parameter body: is told the port.
    public static func run(
        saying pieces: [String], every pause: TimeAmount, _ body: (Int) async throws -> Void
    ) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Dripping(pieces, pause))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do { result = .success(try await body(channel.localAddress?.port ?? 0)) } catch { result = .failure(error) }
        try await channel.close().get()
        try result.get()
    }

    private final class Dripping: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let pieces: [String]
        private let pause: TimeAmount
        private var hasBegun = false

        init(_ pieces: [String], _ pause: TimeAmount) { (self.pieces, self.pause) = (pieces, pause) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !hasBegun else { return }
            hasBegun = true
            let channel = context.channel
            for (index, piece) in pieces.enumerated() {
                context.eventLoop.scheduleTask(in: pause * index) {
                    channel.writeAndFlush(ByteBuffer(string: piece), promise: nil)
                }
            }
        }
    }
}
