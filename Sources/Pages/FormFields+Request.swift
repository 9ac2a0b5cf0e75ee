// SPDX-License-Identifier: AGPL-3.0-or-later
public import HTTPTypes
public import Hummingbird
public import ServerChannels
public import WebForms

extension FormFields {
    /// Reads the body of `request`, stopping at the bound, or where it takes longer than `patience` grants.
    public init(
        reading request: Request, maximumByteCount: Int = 65_536,
        patience: BodyPatience = BodyPatience(seconds: 60, slowestByteRate: 1024)
    ) async throws {
        var body: [UInt8] = []
        var patience = patience
        for try await chunk in request.body {
            guard patience.grants(chunk.readableBytes) else { throw HTTPError(.requestTimeout) }
            guard body.count + chunk.readableBytes <= maximumByteCount else { throw FormError.tooLarge }
            body.append(contentsOf: chunk.readableBytesView)
        }
        try self.init(parsing: body, maximumByteCount: maximumByteCount)
    }
}

extension FormError: HTTPResponseError {
    public var status: HTTPResponse.Status { self == .tooLarge ? .contentTooLarge : .badRequest }

    public func response(from request: Request, context: some RequestContext) -> Response { Response(status: status) }
}
