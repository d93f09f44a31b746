import Testing

@testable import Tables

struct LookTests {
  @Test(
    arguments: [
      (["1.50", "2.25"], .fixed(2), 0), (["1.0", "2.25"], .upTo(2), 1), (["1", "2.25"], .upTo(2), 0),
      (["25.06899999990128", "1.0"], .shortest, 1), (["5e-324", "5e-324"], .shortest, 0),
      (["1.5", "2.5"], .fixed(1), 0),
      (["0.1234567890123456", "0.5"], .shortest, 1),
    ] as [([String], Look.Decimals, Int)])
  func decimalsAreLearned(_ values: [String], _ decimals: Look.Decimals, _ minimum: Int) throws {
    let look = try column(values).look
    #expect(look.decimals == decimals)
    #expect(look.minimumDecimals == minimum)
  }

  @Test(arguments: [
    "id,x\n1,0.5\n2,1.0\n", "a;b\n1,5;2,25\n0,5;1,00\n", "a,b\n\"x, y\",1\n\"x \"\"z\"\"\",2\n",
    "x,d\n1,2024-01-31T10:00:00Z\n,\n",
    "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"\"\n", "a\tb\n1\tNA\n2\t3\n", "code,t\n007,12:30\n008,01:05\n",
    "a\n1\n\"\"\n3\n", "a,b\r\n1,2\r\n",
    "x,y\n-0.25,1e-07\n-12.5,1e+300\n", "v,w\n18446744073709551616,a\n1,b\n", "a,b\n true ,x\nfalse,y\n",
    "n,m\n0,a\n-1,b\n10,c\n",
    "p,q\n\"line\nbreak\",é\nother,日本\n",
  ])
  func aRegularFileIsWrittenAsItWasRead(_ text: String) throws { #expect(try read(text).rewritten == text) }

  @Test func whatIsLostIsTold() throws {
    #expect(try read("a,b\n+1,x\n 2,y\n").remark("lose their spelling")?.count == 2)
    #expect(try read("a,b\n1.50,x\n2.5,y\n3,z\n").remark("zeros that are not kept") != nil)
    #expect(try read("a,b\n1.12345678901234567890123,x\n2.5,y\n").remark("more digits") != nil)
  }

  @Test(arguments: 0..<200)
  func randomTablesComeBack(seed: Int) throws {
    var seeds = Seeds(seed)
    let columns = 2 + seeds.next(below: 4)
    let rows = (0..<(3 + seeds.next(below: 20))).map { _ in
      (0..<columns).map { field($0 + seed, &seeds) }.joined(separator: ",")
    }
    let names = (0..<columns).map { "name \($0)" }.joined(separator: ",")
    let text = names + "\n" + rows.joined(separator: "\n") + "\n"
    let table = try read(text) { ($0.hasHeader, $0.delimiter) = (true, 0x2C) }
    #expect(table.rewritten == text)
  }

  /// A field of a regular column of one of seven sorts.
  private func field(_ sort: Int, _ seeds: inout Seeds) -> String {
    func digits(_ count: Int) -> String { String(decoding: seeds.bytes(count, of: "123456789"), as: UTF8.self) }
    switch sort % 7 {
    case 0: return digits(1 + seeds.next(below: 6))
    case 1: return "\(seeds.next(below: 100)).\(digits(2))"
    case 2: return seeds.next(below: 4) == 0 ? "" : digits(2)
    case 3: return "2024-0\(digits(1))-1\(digits(1))"
    case 4: return ["yes", "no", "x y", "\"a,b\"", "\"q\"\"q\""][seeds.next(below: 5)]
    case 5: return "t" + digits(3) + "é"
    default: return "\(seeds.next(below: 1000)).\(digits(1 + seeds.next(below: 12)))"
    }
  }
}
