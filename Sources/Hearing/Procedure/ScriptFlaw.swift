/// Why a written script is none: where in it, and what is wrong there.
public struct ScriptFlaw: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place, such as `steps[2].acts[0].by[1]`; lists count from 0; empty for the whole.
    public let path: String
    /// What is wrong, in English, for whoever writes the script.
    public let problem: String

    /// Names a flaw.
    public init(_ path: String, _ problem: String) {
        self.path = path
        self.problem = problem
    }

    /// Place and problem.
    public var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}
