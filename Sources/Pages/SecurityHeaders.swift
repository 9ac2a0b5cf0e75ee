// SPDX-License-Identifier: AGPL-3.0-or-later
public import HTTPTypes
public import Hummingbird

/// Puts the same protections on every answer, whoever made it. A handler may set a stricter policy of its own.
public struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private let fields: [(name: HTTPField.Name, value: String)]

    public init(policy: ContentPolicy) {
        fields = [
            (.contentSecurityPolicy, policy.headerValue),
            (.xContentTypeOptions, "nosniff"),
            (.named("Referrer-Policy"), "no-referrer"),
            (.cacheControl, "no-store"),
            (.named("Cross-Origin-Opener-Policy"), "same-origin"),
            (.named("Cross-Origin-Resource-Policy"), "same-origin"),
            (.named("X-Frame-Options"), "DENY"),
            (.named("X-DNS-Prefetch-Control"), "off"),
            (.named("Permissions-Policy"), Self.deniedFeatures),
        ]
    }

    public func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in fields where response.headers[name] == nil { response.headers[name] = value }
        response.headers[.server] = nil
        return response
    }

    /// Every feature that current browsers know by this header; an unknown one is a warning on the console.
    private static var deniedFeatures: String {
        [
            "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
            "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer",
            "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock",
            "serial", "usb", "xr-spatial-tracking",
        ].map { "\($0)=()" }.joined(separator: ", ")
    }
}

extension HTTPField.Name {
    /// A header name that HTTPTypes has no constant for. `name` is a literal of ours, so it is always valid.
    public static func named(_ name: StaticString) -> HTTPField.Name {
        guard let field = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is no header name") }
        return field
    }
}
