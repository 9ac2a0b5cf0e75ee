// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import NIOPosix

/// A plain TCP connection to loopback: for requests that no honest client sends.
public enum RawConnection {
    /// Sends `parts` one after the other and gives back all that is answered until the other end closes, or until what
    /// has come satisfies `isEnough`.
    public static func exchange(
        port: Int, _ parts: [String], closeAfterwards: Bool = false,
        until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let first = parts.first {
                        try channel.pipeline.syncOperations.addHandler(FirstWords(ByteBuffer(string: first)))
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            do {
                for part in parts.dropFirst() { try await outbound.write(ByteBuffer(string: part)) }
            } catch  where Self.isClosed(error) {
                // The other end had enough before everything was sent: what it answered counts.
            }
            if closeAfterwards { return "" }
            var answer = ""
            do {
                for try await bytes in inbound {
                    answer += String(decoding: bytes.readableBytesView, as: UTF8.self)
                    if isEnough(answer) { break }
                }
            } catch  where Self.isClosed(error) {
                // The other end reset the connection: what came before counts.
            }
            return answer
        }
    }

    private static func isClosed(_ error: any Error) -> Bool {
        switch error {
        case is IOError, ChannelError.ioOnClosedChannel, ChannelError.outputClosed, ChannelError.eof: true
        default: false
        }
    }
}

/// Says the first part as soon as the connection is there. A task may come to its turn half a minute later where very many tests run at once,
/// and a server does not wait so long for the head of a request.
private final class FirstWords: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let words: ByteBuffer

    init(_ words: ByteBuffer) { self.words = words }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(words), promise: nil)
        context.fireChannelActive()
    }
}
