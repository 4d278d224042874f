/// Why a configuration is not taken.
///
/// Each sentence names the key, or the file.
enum ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be read, or is no YAML.
    case file(path: String, reason: String)
    /// A key that does not exist, and the nearest one that does.
    case unknownKey(String, nearest: String?)
    /// A value outside its range or form.
    case value(key: String, value: String, problem: String)
    /// A list where one value belongs, or the other way round.
    case shape(key: String, wanted: String)
    /// Two keys that do not go together.
    case combination(String)

    var description: String {
        switch self {
        case .file(let path, let reason): "\(path): \(reason)"
        case .unknownKey(let key, let nearest?): "\(key) is no key; did you mean \(nearest)?"
        case .unknownKey(let key, nil): "\(key) is no key"
        case .value(let key, let value, let problem): "\(key): \(value) \(problem)"
        case .shape(let key, let wanted): "\(key): \(wanted)"
        case .combination(let sentence): sentence
        }
    }
}
