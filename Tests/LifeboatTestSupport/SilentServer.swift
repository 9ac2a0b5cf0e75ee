// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import NIOPosix
import Synchronization

/// Takes connections as a host does whose program stands still: the first calls may be answered, then nothing is read and
/// nothing said.
public struct SilentServer: Sendable {
    public let port: Int
    private let channel: any Channel

    /// - Parameter answers: what is said to the first calls, each in one piece.
    public static func run<Value>(
        answering answers: [String] = [], _ body: (SilentServer) async throws -> Value
    ) async throws -> Value {
        let remaining = Remaining(answers)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: !answers.isEmpty)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Answering(remaining))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = SilentServer(port: channel.localAddress?.port ?? 0, channel: channel)
        let result: Result<Value, any Error>
        do { result = .success(try await body(server)) } catch { result = .failure(error) }
        try await channel.close().get()
        return try result.get()
    }

    private final class Remaining: Sendable {
        private let answers: Mutex<[String]>
        init(_ answers: [String]) { self.answers = Mutex(answers) }

        func next() -> String? { answers.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
        var isEmpty: Bool { answers.withLock { $0.isEmpty } }
    }

    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let remaining: Remaining

        init(_ remaining: Remaining) { self.remaining = remaining }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if let answer = remaining.next() {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            }
            if remaining.isEmpty { try? context.channel.syncOptions?.setOption(.autoRead, value: false) }
        }
    }
}
