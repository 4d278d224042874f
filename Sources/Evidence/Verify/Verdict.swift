/// The one word in which a verification ends; later ones outweigh earlier ones.
public enum Verdict: String, CaseIterable, Comparable, Sendable {
    /// Everything is there and right.
    case verified
    /// Nothing is wrong, but some content was withheld or erased: its digests stand, its bytes are
    /// not here.
    case sealed
    /// Something is not there, or the record was not closed yet.
    case incomplete
    /// The court's key is not among those that the policy names: nothing follows from the rest.
    case untrusted
    /// Something was changed.
    case tampered

    /// The exit code of `yunting verify`.
    public var exitCode: Int32 {
        switch self {
        case .verified: 0
        case .incomplete: 3
        case .sealed: 4
        case .untrusted: 5
        case .tampered: 6
        }
    }

    /// The word in Chinese.
    public var chinese: String {
        switch self {
        case .verified: "核验一致"
        case .sealed: "内容封存"
        case .incomplete: "不完整"
        case .untrusted: "来源不可信"
        case .tampered: "已被篡改"
        }
    }

    private var weight: Int {
        switch self {
        case .verified: 0
        case .sealed: 1
        case .incomplete: 2
        case .untrusted: 3
        case .tampered: 4
        }
    }

    public static func < (left: Verdict, right: Verdict) -> Bool { left.weight < right.weight }
}
