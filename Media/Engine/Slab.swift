/// A fixed number of places for values that live long and are reached by index.
///
/// The values stay where they are: nothing is copied or counted on access, which is what the packet
/// path needs (an array in a class costs 1.3–1.6 times as much per packet). The one place of the
/// engine that owns such memory.
///
/// `@safe`: the pointer is private, every index is checked against the occupied places.
@safe struct Slab<Element: ~Copyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    private var occupied: [Bool]
    /// The most values that it holds.
    let capacity: Int
    /// How many values it holds.
    private(set) var count = 0
    /// All occupied places are below this one.
    private(set) var end = 0

    /// Makes a slab with `capacity` free places.
    ///
    /// Memory that is never used is never touched.
    init(capacity: Int) {
        precondition(capacity > 0, "a slab needs room")
        unsafe base = .allocate(capacity: capacity)
        occupied = Array(repeating: false, count: capacity)
        self.capacity = capacity
    }

    deinit {
        for index in 0..<end where occupied[index] {
            unsafe (base + index).deinitialize(count: 1)
        }
        unsafe base.deallocate()
    }

    /// Puts a value into the lowest free place; gives the place.
    ///
    /// There must be one.
    mutating func insert(_ element: consuming Element) -> Int {
        precondition(count < capacity, "the caller checks that the slab has room")
        let index = occupied[..<end].firstIndex(of: false) ?? end
        unsafe (base + index).initialize(to: element)
        occupied[index] = true
        count += 1
        end = max(end, index + 1)
        return index
    }

    /// Takes the value out and frees its place.
    mutating func remove(at index: Int) -> Element {
        precondition(isOccupied(index), "only an occupied place can be freed")
        occupied[index] = false
        count -= 1
        while end > 0, !occupied[end - 1] { end -= 1 }
        return unsafe (base + index).move()
    }

    /// The places below `end`; where no value was ever removed, all of them are occupied.
    var indices: Range<Int> { 0..<end }

    /// Whether there is a value at this place.
    func isOccupied(_ index: Int) -> Bool {
        index >= 0 && index < end && occupied[index]
    }

    /// The value at an occupied place.
    subscript(index: Int) -> Element {
        _read {
            precondition(isOccupied(index), "no value in this place")
            yield unsafe base[index]
        }
        _modify {
            precondition(isOccupied(index), "no value in this place")
            yield unsafe &base[index]
        }
    }
}
