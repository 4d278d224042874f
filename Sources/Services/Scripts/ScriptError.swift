/// Why the scripts of a court cannot be used: in which file, where in it, and what is wrong.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file or directory as it was named.
    public let file: String
    /// The line in it, from 1, where it is known.
    public let line: Int?
    /// The place in the script, such as `steps[2].acts[0].by[1]`; nil for the file as a whole.
    public let path: String?
    /// What is wrong, in English.
    public let problem: String

    /// Names an error.
    public init(file: String, line: Int? = nil, path: String? = nil, problem: String) {
        self.file = file
        self.line = line
        self.path = path
        self.problem = problem
    }

    /// One line, in the form in which compilers name places: `file:line: path: problem`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return [place, path, problem].compactMap { $0 }.joined(separator: ": ")
    }
}
