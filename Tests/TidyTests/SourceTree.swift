import Foundation

/// The repository's files, read as text: what the tidy rules look at.
struct SourceTree: Sendable {
    /// One source file: path from the repository's root, and its lines.
    struct File: Sendable {
        let path: String
        let lines: [String]

        /// The names of the modules that the file imports.
        var imports: [String] {
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index < 3,
                    words[..<index].allSatisfy({
                        ["public", "internal", "private", "@testable", "@preconcurrency"].contains(
                            $0)
                    }),
                    index + 1 < words.count
                else { return nil }
                return words[index + 1].split(separator: ".").first.map(String.init)
            }
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// All files with one of these extensions under the folders, in order of path.
    static func files(under folders: [String], extensions: Set<String>) -> [File] {
        folders.flatMap { folder -> [File] in
            let base = root.appending(path: folder)
            guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
            return walker.compactMap { $0 as? String }.sorted().compactMap { relative in
                guard extensions.contains(URL(filePath: relative).pathExtension),
                    let text = try? String(
                        contentsOf: base.appending(path: relative), encoding: .utf8)
                else { return nil }
                return File(
                    path: folder + "/" + relative,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                        .map(String.init))
            }
        }
    }

    static let swift = files(under: ["Media", "Sources", "Tests"], extensions: ["swift"])
    static let client = files(under: ["Sources/WebClient"], extensions: ["js", "css", "html"])
    static let python = files(under: ["Tests/EndToEnd"], extensions: ["py"])
}
