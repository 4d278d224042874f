import Glibc
import Services

/// The forms that values must have.
///
/// Each gives the rest of a sentence that begins with the value, or nil if the value is good.
enum Form {
    /// An IPv4 or IPv6 address.
    static func address(_ text: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let isAddress =
            unsafe inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
        return isAddress ? nil : "is not an IP address"
    }

    /// A DNS name in lower case with at least two labels (RFC 1123 §2.1).
    static func domain(_ text: String) -> String? {
        isName(text) && text.contains(".") ? nil : "is not a domain name such as court.example"
    }

    /// A DNS name, also of one label, or an IP address.
    static func hostName(_ text: String) -> String? {
        isName(text) || address(text) == nil ? nil : "is neither a host name nor an IP address"
    }

    /// An origin (RFC 6454 §6.1) over TLS.
    static func origin(_ text: String) -> String? {
        let problem = "is not an origin such as https://court.example:8443"
        guard text.hasPrefix("https://") else { return problem }
        let parts = text.dropFirst(8).split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), isName(String(parts[0])) else { return problem }
        if parts.count == 2 && UInt16(parts[1]) == nil { return problem }
        return nil
    }

    /// A time zone that this machine knows.
    static func timeZone(_ text: String) -> String? {
        CourtCalendar(timeZone: text) == nil ? "is no time zone such as Asia/Shanghai" : nil
    }

    /// A path of a file or directory, or nothing.
    static func path(_ text: String) -> String? {
        text.utf8.contains(0) || text.utf8.count > 4000 ? "is no path" : nil
    }

    /// A path of a directory.
    static func directory(_ text: String) -> String? {
        text.isEmpty ? "is empty: a directory is wanted" : path(text)
    }

    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        let kept = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        return (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(kept.contains)
            && label.first != "-" && label.last != "-"
    }
}
