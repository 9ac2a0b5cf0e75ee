// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore

/// Closes a connection whose other end does not take what is sent to it: otherwise a visitor who asks for a blob and reads
/// nothing would hold a connection and a file for ever.
public final class StalledReaderGuard: ChannelInboundHandler, RemovableChannelHandler {
    public typealias InboundIn = Never

    private let patience: TimeAmount
    private var closing: Scheduled<Void>?

    /// What the kernel holds for a reader. It says that there is room again when a third is gone: with the megabytes that it
    /// takes by itself, a slow line would look like one on which nobody reads.
    static let sendBufferByteCount: SocketOptionValue = 65_536

    public init(patience: TimeAmount) { self.patience = patience }

    public func handlerAdded(context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: Self.sendBufferByteCount)
    }

    public func channelWritabilityChanged(context: ChannelHandlerContext) {
        closing?.cancel()
        closing = nil
        if !context.channel.isWritable {
            let channel = context.channel
            closing = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    public func handlerRemoved(context: ChannelHandlerContext) { closing?.cancel() }
}
