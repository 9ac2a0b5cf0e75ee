// SPDX-License-Identifier: AGPL-3.0-or-later
public import NIOCore
public import NIOHTTPTypes
import Synchronization

/// The connections of one server, and which of them have not said what they want.
///
/// A thousand connections that send nothing, or a byte now and then, cost whoever opens them nothing and would keep everybody else
/// out. So when a server is nearly full, the one that has been silent the longest makes room: whoever sends what they want at
/// once is not among the oldest.
public final class HeadQueue: Sendable {
    private struct State {
        var total = 0
        var next: UInt64 = 0
        /// By when each began to wait.
        var waiting: [UInt64: any Channel] = [:]

        mutating func add(_ channel: any Channel) -> UInt64 {
            next += 1
            waiting[next] = channel
            return next
        }
    }

    private let crowded: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many connections the server takes.
    public init(limit: Int) { crowded = limit - min(32, limit / 8) }

    /// A handler for one connection.
    /// - Parameters:
    ///   - first: how long a new connection may take for the head of its first request, however it trickles.
    ///   - next: the same behind an answer.
    public func handler(first: TimeAmount, next: TimeAmount) -> HeadDeadline {
        HeadDeadline(queue: self, first: first, next: next)
    }

    fileprivate func opened(_ channel: any Channel) -> (number: UInt64, leaving: (any Channel)?) {
        state.withLock { state in
            state.total += 1
            let number = state.add(channel)
            guard state.total > crowded, let oldest = state.waiting.keys.min(), oldest != number else {
                return (number, nil)
            }
            return (number, state.waiting.removeValue(forKey: oldest))
        }
    }

    fileprivate func waits(_ channel: any Channel) -> UInt64 { state.withLock { $0.add(channel) } }

    fileprivate func waitsNoMore(_ number: UInt64) { state.withLock { $0.waiting[number] = nil } }

    fileprivate func closed(_ number: UInt64?) {
        state.withLock { state in
            state.total -= 1
            if let number { state.waiting[number] = nil }
        }
    }
}

/// Closes a connection on which the head of a request is too long in coming.
public final class HeadDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    public typealias InboundIn = HTTPRequestPart
    public typealias InboundOut = HTTPRequestPart
    public typealias OutboundIn = HTTPResponsePart
    public typealias OutboundOut = HTTPResponsePart

    private let queue: HeadQueue
    private let first: TimeAmount
    private let next: TimeAmount
    /// Its place among those that wait; nil while a request is answered.
    private var number: UInt64?
    private var deadline: Scheduled<Void>?
    private var isCounted = false

    fileprivate init(queue: HeadQueue, first: TimeAmount, next: TimeAmount) {
        self.queue = queue
        self.first = first
        self.next = next
    }

    public func handlerAdded(context: ChannelHandlerContext) {
        isCounted = true
        let (number, leaving) = queue.opened(context.channel)
        self.number = number
        leaving?.close(promise: nil)
        close(context.channel, in: first)
    }

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) {
            deadline?.cancel()
            number.map(queue.waitsNoMore)
            number = nil
        }
        context.fireChannelRead(data)
    }

    public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), number == nil, isCounted {
            number = queue.waits(context.channel)
            close(context.channel, in: next)
        }
        context.write(data, promise: promise)
    }

    public func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    public func handlerRemoved(context: ChannelHandlerContext) { leave() }

    private func close(_ channel: any Channel, in time: TimeAmount) {
        deadline?.cancel()
        deadline = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func leave() {
        deadline?.cancel()
        guard isCounted else { return }
        isCounted = false
        queue.closed(number)
        number = nil
    }
}
