import Glibc

/// A name that a certificate is good for.
enum SubjectName: Hashable {
    /// A DNS name, lower case.
    case dns(String)
    /// An IP address: 4 or 16 bytes in network order, and its text.
    case address([UInt8], text: String)

    /// A DNS name or address from its text; nil if it is neither.
    ///
    /// IPv6 may stand in brackets.
    init?(_ text: String) {
        let bare =
            text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if let bytes = Self.bytes(of: bare) {
            self = .address(bytes, text: bare)
            return
        }
        let labels = bare.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard bare.utf8.count <= 253, labels.allSatisfy(Self.isLabel) else { return nil }
        self = .dns(bare.lowercased())
    }

    /// What `openssl` configuration syntax calls it; labels and addresses hold no comma.
    var extensionText: String {
        switch self {
        case .dns(let name): "DNS:\(name)"
        case .address(_, let text): "IP:\(text)"
        }
    }

    /// The names that can be used, each once, in order.
    static func parse(_ names: [String]) -> [SubjectName] {
        var seen: Set<SubjectName> = []
        return names.compactMap(SubjectName.init).filter { seen.insert($0).inserted }
    }

    /// `localhost`, the loopback addresses, this machine's name and all its addresses.
    static func ofThisMachine() -> [String] {
        ["localhost", "127.0.0.1", "::1", hostName()].compactMap(\.self) + interfaceAddresses()
    }

    /// Bytes of an IPv4 or IPv6 address.
    static func bytes(of text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes[..<4]) }
        return unsafe inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }

    /// Letters, digits, hyphen, underscore; a `*` may stand alone.
    private static func isLabel(_ label: Substring) -> Bool {
        if label == "*" { return true }
        return (1...63).contains(label.utf8.count)
            && label.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0) }
    }

    private static func hostName() -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Addresses of interfaces, without link-local ones.
    private static func interfaceAddresses() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&first) == 0 else { return [] }
        defer { unsafe freeifaddrs(first) }
        var addresses: [String] = []
        var next = unsafe first
        while let interface = unsafe next {
            if let address = unsafe RemoteAddress(UnsafePointer(interface.pointee.ifa_addr)),
                !address.host.hasPrefix("fe80:")
            {
                addresses.append(address.host)
            }
            unsafe next = interface.pointee.ifa_next
        }
        return addresses
    }
}
