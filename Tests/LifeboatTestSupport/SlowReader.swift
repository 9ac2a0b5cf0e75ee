// SPDX-License-Identifier: AGPL-3.0-or-later
import NIOCore
import NIOPosix
import Synchronization

/// Asks for something and takes the answer slowly, 64 KiB at a time.
public enum SlowReader {
    /// - Parameter pause: before each read.
    /// - Returns: how many bytes came, heads included, until the other end closed or there were `count`.
    public static func read(_ count: Int, port: Int, _ request: String, pause: Duration) async throws -> Int {
        let counter = Counter()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            // Less than a few of loopback's segments of 64 KiB, and the sender's kernel waits seconds for a window to probe.
            .channelOption(.socketOption(.so_rcvbuf), value: 262_144)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16_384))
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Counting(counter))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: request)).get()
        // By the channel's own clock: other tests may keep every thread of the tasks busy for seconds.
        let reading = channel.eventLoop.scheduleRepeatedTask(
            initialDelay: TimeAmount(pause), delay: TimeAmount(pause)
        ) { task in
            channel.read()
            guard counter.count >= count else { return }
            task.cancel()
            channel.close(promise: nil)
        }
        try await channel.closeFuture.get()
        reading.cancel()
        return counter.count
    }

    private final class Counter: Sendable {
        private let bytes = Atomic(0)
        var count: Int { bytes.load(ordering: .sequentiallyConsistent) }
        func add(_ count: Int) { bytes.add(count, ordering: .sequentiallyConsistent) }
    }

    private final class Counting: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let counter: Counter

        init(_ counter: Counter) { self.counter = counter }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            counter.add(unwrapInboundIn(data).readableBytes)
        }
    }
}
