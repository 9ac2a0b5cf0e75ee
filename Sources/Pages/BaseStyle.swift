// SPDX-License-Identifier: AGPL-3.0-or-later

/// The style sheet that both web sites start from; each appends its own.
public enum BaseStyle {
    public static let bytes: [UInt8] = PackageResources.pages_base_css
}
