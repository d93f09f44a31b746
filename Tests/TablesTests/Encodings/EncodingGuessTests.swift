import Glibc
import Testing

@testable import Tables

/// Sentences of our own in many languages, written in the encodings that were used for them.
struct EncodingGuessTests {
  private func encoded(_ text: String, as name: String) -> [UInt8] {
    guard let descriptor = iconv_open(name, "UTF-8"), Int(bitPattern: descriptor) != -1 else { return [] }
    defer { iconv_close(descriptor) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    var (left, room) = (input.count, output.count)
    let total = room
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (source, target) = (input.baseAddress, output.baseAddress)
        #expect(iconv(descriptor, &source, &left, &target, &room) != -1, "\(name)")
        iconv(descriptor, nil, nil, &target, &room)
      }
    }
    return output[..<(total - room)].map { UInt8(bitPattern: $0) }
  }

  private static let texts: [(text: String, encodings: [String])] = [
    ("имя,город\nСветлана,Казань\nпоезд прибыл вовремя,Омск\n", ["CP1251", "KOI8-R", "ISO-8859-5", "CP866"]),
    ("ім'я,місто\nОксана,Київ\nпотяг прибув вчасно,Їжакевич\n", ["CP1251", "KOI8-U"]),
    ("όνομα,πόλη\nΕλένη,Καλαμάτα\nτο τρένο έφτασε στην ώρα του,Βόλος\n", ["CP1253", "ISO-8859-7"]),
    ("שם,עיר\nדנה,חיפה\nהרכבת הגיעה בזמן,ירושלים\n", ["CP1255", "ISO-8859-8"]),
    ("الاسم,المدينة\nليلى,دمشق\nوصل القطار في موعده,حلب\n", ["CP1256", "ISO-8859-6"]),
    ("prénom,âge\nHélène,très âgée\nle train est arrivé à l'heure,Nîmes\n", ["CP1252", "CP850", "MACINTOSH"]),
    ("Größe,Länge\nJürgen,fünf\nder Zug fährt pünktlich über Köln,Fußgänger\n", ["CP1252", "CP850", "MACINTOSH"]),
    ("año,niño\nMálaga,pequeño\nel tren llegó a la estación,José Núñez\n", ["CP1252", "CP850"]),
    ("imię,wiek\nŁucja,żółty\npociąg przyjechał późno,Gdańsk\n", ["CP1250", "ISO-8859-2", "CP852"]),
    ("jméno,věk\nŘehoř,žlutý\nvlak přijel včas do města,Plzeň\n", ["CP1250", "ISO-8859-2"]),
    ("név,kor\nÁgnes,erdő\na vonat időben érkezett,Győr\n", ["CP1250", "ISO-8859-2"]),
    ("ad,şehir\nAyşe,büyük\ntren zamanında geldi,Eskişehir ığdır\n", ["CP1254"]),
    ("vardas,miestas\nRūta,Klaipėda\ntraukinys atvyko laiku į Šiaulius,žalias\n", ["CP1257"]),
    ("姓名,城市\n王小明,北京\n火车准时到达,南京市的人口\n", ["GB18030"]),
    ("姓名,城市\n陳大文,臺北\n火車準時到達,臺南市的人口\n", ["BIG5"]),
    ("名前,町\nさくら,とうきょう\nカタカナの列車が来ました,大阪\n", ["CP932", "EUC-JP", "ISO-2022-JP"]),
    ("이름,도시\n김영희,부산\n기차가 제시간에 도착했다,대전\n", ["EUC-KR"]),
    // Names of many countries, and marks that only some vendors' tables have.
    ("name,city\nJosé,Málaga\nZoë,Århus\nMüller,Köln\nFrançois,Besançon\nØystein,Tromsø\n", ["CP1252", "CP850"]),
    ("id,name\n1,ok\n2,①\n3,髙橋\n4,東京\n5,ok\n", ["CP932", "EUC-JP-MS"]),
  ]

  @Test(arguments: texts.indices)
  func theTextReadsAsItWasWritten(index: Int) throws {
    let (text, encodings) = Self.texts[index]
    for name in encodings {
      let bytes = encoded(text, as: name)
      let result = try TextDecoder.decode(bytes)
      #expect(String(decoding: result.bytes, as: UTF8.self) == text, "\(name) read as \(result.encoding)")
    }
  }

  @Test func aGuessNamesItselfAndWhatCameNext() throws {
    let bytes = encoded("имя,город\nСветлана,Казань\n", as: "CP1251")
    let table = try TableReader.read(bytes: bytes, name: "t")
    #expect(table.dialect.encoding == "windows-1251")
    #expect(table.names == ["имя", "город"])
    let remark = try #require(table.remark("not UTF-8"))
    #expect(remark.text.contains("windows-1251") && remark.text.contains("then ") && remark.text.contains("--encoding"))
    #expect(remark.firstLines == [1])
  }

  @Test func encodingsThatReadATextAlikeAreNoRivals() {
    // é is the same in windows-1252, -1250, -1254 and ISO-8859-15.
    let guess = EncodingGuess(encoded("café, thé, été", as: "CP1252")[...])
    #expect(guess.encoding == .windows1252)
    #expect(!["windows-1250", "windows-1254", "ISO-8859-15"].contains(guess.runnerUp?.name))
    #expect(guess.confidence > 0.8)
  }

  @Test(arguments: 0..<200)
  func anyBytesGiveSomeGuess(seed: Int) throws {
    var seeds = Seeds(seed)
    let bytes = (0..<1 + seeds.next(below: 60)).map { _ in UInt8(0x80 + seeds.next(below: 128)) }
    let guess = EncodingGuess(bytes[...])
    #expect((0...0.99).contains(guess.confidence))
    let text = try TextDecoder.decode(bytes)
    #expect(String(validating: text.bytes, as: UTF8.self) != nil)
  }
}
