// SPDX-License-Identifier: AGPL-3.0-or-later
import Crypto
import HTTPTypes
public import Hummingbird

/// Files that pages refer to, served from memory under names that hold a hash of their content: a changed file has a
/// new name, and an old page never meets a new style.
public struct StaticAssets: Sendable {
    private struct Asset: Sendable {
        let mediaType: String
        let body: ByteBuffer
    }

    private let assets: [String: Asset]
    private let paths: [String: String]

    /// - Parameter files: name such as `desk.css`, media type, content.
    public init(_ files: [(name: String, mediaType: String, bytes: [UInt8])]) {
        var assets: [String: Asset] = [:]
        var paths: [String: String] = [:]
        for file in files {
            let hashed = Self.hashedName(file.name, file.bytes)
            assets[hashed] = Asset(mediaType: file.mediaType, body: ByteBuffer(bytes: file.bytes))
            paths[file.name] = "/assets/\(hashed)"
        }
        self.assets = assets
        self.paths = paths
    }

    /// What a page writes to refer to `name`.
    public func path(_ name: String) -> String {
        guard let path = paths[name] else { preconditionFailure("there is no asset \(name)") }
        return path
    }

    /// Serves `GET /assets/{name}`. `cacheControl`: what browsers may keep, by default nothing.
    public func addRoutes(to router: some RouterMethods<some RequestContext>, cacheControl: String = "no-store") {
        router.get("/assets/:name") { _, context -> Response in
            guard let asset = context.parameters.get("name").flatMap({ assets[$0] }) else {
                throw HTTPError(.notFound)
            }
            return Response(
                status: .ok, headers: [.contentType: asset.mediaType, .cacheControl: cacheControl],
                body: ResponseBody(byteBuffer: asset.body))
        }
    }

    private static func hashedName(_ name: String, _ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        let hash = SHA256.hash(data: bytes).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        guard let dot = name.lastIndex(of: ".") else { return "\(name).\(String(hash))" }
        return "\(name[..<dot]).\(String(hash))\(name[dot...])"
    }
}
