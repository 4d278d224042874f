import COpenSSL
import Glibc
import HTTPTypes
public import Hummingbird
import NIOCore

/// The page: all its files, read into memory once.
///
/// A request can only name what is in the map, so there is no path to escape by. `/`, and
/// `/j` and `/d` (where personal links of seats and of staff lead) give `index.html`.
public struct StaticContent: Sendable {
    /// Why a page cannot be served.
    public enum LoadError: Error, Equatable, CustomStringConvertible {
        /// The directory or a file in it cannot be read.
        case unreadable(path: String, error: String)
        /// There is no `index.html`.
        case noIndex(directory: String)
        /// A file name with characters that would have to be escaped in a URL.
        case nameUnfit(path: String)
        /// More than `bytesMax` bytes, or than `filesMax` files: not the page's directory, surely.
        case tooLarge(directory: String)

        public var description: String {
            switch self {
            case .unreadable(let path, let error): "cannot read \(path): \(error)"
            case .noIndex(let directory): "\(directory) holds no index.html"
            case .nameUnfit(let path): "\(path) has a name that is not fit for a URL"
            case .tooLarge(let directory): "\(directory) is too large for the page's directory"
            }
        }
    }

    /// A file as it is served.
    struct File: Sendable {
        let body: ByteBuffer
        let type: String
        let tag: String
    }

    /// All files together, in bytes; the page is below 1 MiB.
    static let bytesMax = 64 << 20
    /// Number of files.
    static let filesMax = 2000

    private let files: [String: File]

    /// Reads all files of a kind that pages use below `directory`; names that begin with a dot and
    /// symbolic links are left out.
    public init(directory: String) throws(LoadError) {
        var found: [String: File] = [:]
        var bytes = 0
        for path in try DirectoryListing.files(below: directory, max: Self.filesMax) {
            guard let type = ContentType.of(path) else { continue }
            guard path.utf8.allSatisfy({ Self.nameBytes.contains($0) }) else {
                throw .nameUnfit(path: directory + path)
            }
            let content = try Self.contents(of: directory + path)
            bytes += content.count
            guard bytes <= Self.bytesMax else { throw .tooLarge(directory: directory) }
            found[path] = File(
                body: ByteBuffer(bytes: content), type: type, tag: Self.tag(of: content))
        }
        guard let index = found["/index.html"] else { throw .noIndex(directory: directory) }
        found["/"] = index
        found["/j"] = index
        found["/d"] = index
        files = found
    }

    private static func contents(of path: String) throws(LoadError) -> [UInt8] {
        do throws(FileContents.Failure) {
            return try FileContents.read(path, max: bytesMax)
        } catch {
            switch error {
            case .unreadable(let reason): throw .unreadable(path: path, error: reason)
            case .tooLarge: throw .tooLarge(directory: path)
            }
        }
    }

    /// Where the page is if nobody says otherwise: `WebClient` beside the executable, or in the
    /// source tree below the working directory.
    public static func defaultDirectory() -> String? {
        let candidates = [executableDirectory().map { $0 + "/WebClient" }, "Sources/WebClient"]
        return candidates.compactMap(\.self).first { unsafe access($0 + "/index.html", R_OK) == 0 }
    }

    /// True if the page has such a path.
    public func contains(path: String) -> Bool {
        files[path] != nil
    }

    /// The answer for a path of the page; nil for others.
    public func response(to request: Request) -> Response? {
        guard let file = files[request.uri.path] else { return nil }
        guard request.method == .get || request.method == .head else {
            return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
        }
        var fields: HTTPFields = [.eTag: file.tag, .cacheControl: "no-cache"]
        if Self.matches(request.headers[.ifNoneMatch], file.tag) {
            return Response(status: .notModified, headers: fields)
        }
        fields[.contentType] = file.type
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: file.body))
    }

    /// Weak comparison of entity tags (RFC 9110 §13.1.2).
    private static func matches(_ field: String?, _ tag: String) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { part in
            let candidate = part.trimmed
            return candidate == "*" || candidate == tag || candidate == "W/" + tag
        }
    }

    /// The first 16 bytes of the content's SHA-256.
    private static func tag(of content: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = unsafe EVP_Digest(content, content.count, &digest, nil, EVP_sha256(), nil)
        precondition(done == 1, "SHA-256 cannot fail")
        let digits = Array("0123456789abcdef".utf8)
        let text = digest.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "\"" + String(decoding: text, as: UTF8.self) + "\""
    }

    private static func executableDirectory() -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { return nil }
        let path = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    /// Characters of a path that no URL escapes.
    private static let nameBytes = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
}
