// The memory of this process, as Linux shows it.

#if os(Linux)

  import Foundation

  enum ProcessMemory {
    /// Resident memory in bytes.
    static var resident: Int {
      get throws {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
        return (Int(pages) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
      }
    }

    /// How often a text stands in writable memory: heaps, stacks, and what libraries keep. What is needed to look for it
    /// is not counted.
    static func count(of hidden: Hidden) throws -> Int {
      let memory = open("/proc/self/mem", O_RDONLY)
      defer { close(memory) }
      let blind = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
      defer {
        blind.initializeMemory(as: UInt8.self, repeating: 0)
        blind.deallocate()
      }
      let text = UnsafeMutableRawBufferPointer(rebasing: blind[..<hidden.count])
      let page = UnsafeMutableRawBufferPointer(rebasing: blind[hidden.count...])
      hidden.reveal(into: text)
      let found = try regions().flatMap { region in
        places(of: UnsafeRawBufferPointer(text), in: region, of: memory, through: page)
      }
      let own = UInt(bitPattern: blind.baseAddress)..<UInt(bitPattern: blind.baseAddress) + UInt(blind.count)
      return found.filter { place in !own.contains(place) }.count
    }

    private static func regions() throws -> [Range<UInt>] {
      try String(contentsOfFile: "/proc/self/maps", encoding: .utf8).split(separator: "\n").compactMap {
        line in
        let fields = line.split(separator: " ")
        let ends = fields[0].split(separator: "-").compactMap { end in UInt(end, radix: 16) }
        return fields[1].hasPrefix("rw") ? ends[0]..<ends[1] : nil
      }
    }

    /// Where the text begins in a region, which is read piece by piece. Pieces overlap by the length of the text.
    private static func places(
      of text: UnsafeRawBufferPointer, in region: Range<UInt>, of memory: Int32,
      through page: UnsafeMutableRawBufferPointer
    ) -> [UInt] {
      let step = page.count - text.count + 1
      return stride(from: region.lowerBound, to: region.upperBound, by: step).flatMap { start in
        let length = min(page.count, Int(region.upperBound - start))
        let read = pread(memory, page.baseAddress, length, off_t(start))
        return offsets(of: text, in: page.prefix(max(read, 0))).map { offset in start + UInt(offset) }
      }
    }

    private static func offsets(
      of text: UnsafeRawBufferPointer, in page: Slice<UnsafeMutableRawBufferPointer>
    ) -> [Int] {
      guard var rest = page.base.baseAddress.map({ page in UnsafeRawPointer(page) }) else { return [] }
      let (start, end) = (rest, rest + page.count)
      var offsets: [Int] = []
      while let found = memmem(rest, end - rest, text.baseAddress!, text.count) {
        offsets.append(UnsafeRawPointer(found) - start)
        rest = UnsafeRawPointer(found) + 1
      }
      return offsets
    }
  }

#endif
