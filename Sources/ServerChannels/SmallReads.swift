// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore

/// Reads a connection in pieces of 16 KiB. Between the socket and whoever reads a body up to ten reads wait
/// (`NIOAsyncChannel`), and a read takes up to 64 KiB otherwise: 32 visitors with files would hold 20 MiB of them.
public final class SmallReads: ChannelInboundHandler, RemovableChannelHandler {
    public typealias InboundIn = Never

    static let byteCount = 16_384

    public init() {}

    public func handlerAdded(context: ChannelHandlerContext) {
        // Every socket has the option; without it reads would only be larger.
        try? context.channel.syncOptions?.setOption(
            .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.byteCount))
    }
}
