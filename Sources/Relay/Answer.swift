// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import NIOCore
import RelayAPI

/// The forms that answers have.
extension Response {
    static let created = Response(status: .created)
    static let done = Response(status: .noContent)

    static func bytes(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/octet-stream"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func text(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A refusal of a call that was read whole. A `HEAD` gets no document.
    static func refusal(_ problem: Problem, to method: HTTPRequest.Method) -> Response {
        let document = method == .head ? ByteBuffer() : ByteBuffer(string: problem.body)
        return Response(
            status: problem.status, headers: problem.fields, body: ResponseBody(byteBuffer: document))
    }

    /// A refusal of a call whose body was not read: the caller gets five seconds to read why, then the connection is
    /// closed, so that nobody can make the relay read what it has refused.
    static func refusal(_ problem: Problem, to method: HTTPRequest.Method, closing channel: any Channel) -> Response {
        var answer = refusal(problem, to: method)
        answer.headers[.connection] = "close"
        let document = method == .head ? ByteBuffer() : ByteBuffer(string: problem.body)
        answer.body = ResponseBody(contentLength: document.readableBytes) { writer in
            try await writer.write(document)
            try await writer.finish(nil)
            channel.eventLoop.scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
        }
        return answer
    }
}
