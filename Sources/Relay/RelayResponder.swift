// SPDX-License-Identifier: AGPL-3.0-or-later
import HTTPTypes
import Hummingbird
import NIOCore
import RelayAPI

/// What a call comes with beside its request.
struct RelayCallContext: InitializableFromSource {
    let channel: any Channel

    init(channel: any Channel) { self.channel = channel }
    init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// Who signed a call.
private struct Caller {
    /// What the body must be.
    let body: ContentDigest
    /// Nil for whoever has the keeping key.
    let device: RelayName?
}

/// Answers calls: names the call, asks who may, reads the body within its bound, and hands it on.
struct RelayResponder: HTTPResponder {
    let relay: BlindRelay

    func respond(to request: Request, context: RelayCallContext) async -> Response {
        let route: Route
        let caller: Caller?
        let body: [UInt8]
        do throws(Problem) {
            route = try self.route(of: request)
            caller = try authorise(route, request)
            if let device = caller?.device { await relay.noteCall(of: device) }
            if case .upload(let ticket) = route {
                return try await relay.upload(ticket, request, isDevice: caller != nil)
            }
            body = try await request.wholeBody(upTo: relay.limits.bodyByteCount(of: route), relay.limits)
            if let caller, caller.body != ContentDigest(of: body) { throw .notAuthorised }
        } catch {
            relay.counters.refusals.increment()
            return request.mayHaveBody
                ? .refusal(error, to: request.method, closing: context.channel) : .refusal(error, to: request.method)
        }
        do throws(Problem) {
            var answer = try await answer(route, body, request, caller)
            // A device that waited for news learns how it is now.
            if caller?.device != nil { answer.headers[.lifeboatDisk] = relay.diskUse.field }
            // Whoever looks for something learns what they would be told if they brought something, and no number.
            if case .fetchSlots = route, relay.diskUse.isFull { answer.headers[.lifeboatRoom] = "?0" }
            return answer
        } catch {
            relay.counters.refusals.increment()
            return .refusal(error, to: request.method)
        }
    }

    private func route(of request: Request) throws(Problem) -> Route {
        do { return try Route(method: request.method, target: request.head.path ?? "") } catch {
            switch error {
            case .notFound: throw .notFound
            case .methodNotAllowed(let allowed): throw .methodNotAllowed(allowed: allowed)
            case .malformed: throw .malformed
            }
        }
    }

    /// Who signed the call. A device may sign with what opens a part of an upload, so that no
    /// work is asked of it; such a call has no body.
    private func authorise(_ route: Route, _ request: Request) throws(Problem) -> Caller? {
        if case .upload = route, request.headers[.signatureInput] != nil {
            let caller = try device(request)
            guard !request.mayHaveBody, caller.body == ContentDigest(of: []) else { throw .malformed }
            return caller
        }
        switch route.access {
        case .nothing, .enrolmentToken: return nil
        case .deviceSignature: return try device(request)
        case .keepingSignature:
            return Caller(body: try relay.gate.authorise(request.head, relay.keeping.counts).body, device: nil)
        }
    }

    private func device(_ request: Request) throws(Problem) -> Caller {
        let (body, key) = try relay.gate.authorise(request.head, relay.gate.isAdmitted)
        return Caller(body: body, device: key)
    }

    private func answer(
        _ route: Route, _ body: [UInt8], _ request: Request, _ caller: Caller?
    ) async throws(Problem) -> Response {
        switch route {
        case .deliver: try await relay.deliver(body, request)
        case .readIntake(let after, let limit): try await relay.readIntake(after: after, limit: limit)
        case .removeIntake: try await relay.removeIntake(body)
        case .fetchSlots: try await relay.fetchSlots(body)
        case .writeSlot(let name): try await relay.writeSlot(name, body)
        case .removeSlots: try await relay.removeSlots(body)
        case .append(let size): try await relay.append(body, onto: size)
        case .readLedger(let from, let limit): try await relay.readLedger(from: from, limit: limit)
        case .eraseLedger: try await relay.eraseLedger(body)
        case .checkpoint: .text(await relay.tree.current().text)
        case .changes(let intake, let ledger, let wait):
            try await relay.changes(Tallies(lastIntake: intake, ledgerSize: ledger), wait: wait)
        case .upload: preconditionFailure("an upload's body is not read whole")
        case .uploadOffset(let ticket): try relay.uploadOffset(ticket)
        case .cancelUpload(let ticket): try await relay.cancelUpload(ticket)
        case .readBlob(let name): try await relay.readBlob(name, range: request.headers[.range])
        case .findBlob(let name): try await relay.findBlob(name)
        case .removeBlob(let name): try await relay.removeBlob(name)
        case .keepBlobs: try await relay.keepBlobs(body)
        case .announce(let key):
            if let device = caller?.device { try await relay.announce(key, by: device) } else { throw .notAuthorised }
        case .enrol: try await relay.enrol(body, request)
        case .admit(let key): try await relay.admit(key)
        case .expel(let key): try await relay.expel(key)
        }
    }
}
