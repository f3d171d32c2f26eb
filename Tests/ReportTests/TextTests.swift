import Foundation
import Report
import TestSupport
import Testing

/// Text and numbers as gnuplot and readers get them.
@Suite struct TextTests {
  static let hostile = [
    "a'b", "a\"b", "a\\b", "`touch pwned`", "a@b", "a_b^c", "{x}~&", "<script>&amp;</script>", "line\nend\rof\u{0}it",
    "' ; system('touch pwned') #", "it's `touch pwned`", "'", "$(touch pwned)", "ħ Φ₀ τ", "",
  ]

  @Test func quoting() {
    #expect(GnuplotText.quoted("say \"x\" \\n `date`") == "'say \"x\" \\n `date`'")
    #expect(GnuplotText.quoted("it's \"x\" \\n `date`") == "\"it's \\\"x\\\" \\\\n \\140date\\140\"")
    #expect(GnuplotText.quoted("a\nb\u{7}c") == "'a b c'")
    #expect(GnuplotText.literal("a_b^c{d}@e&f~g\\h") == "a\\_b\\^c\\{d\\}\\@e\\&f\\~g\\\\h")
    #expect(GnuplotText.literal("line\nend") == "line end")
    #expect(GnuplotText.number(.nan) == "NaN")
    #expect(GnuplotText.number(.infinity) == "NaN")
    #expect(GnuplotText.number(0.1) == "0.1")
  }

  @Test(arguments: [
    (0.0, "0"), (4.60257, "4.603"), (10, "10"), (10.5, "10.5"), (16706.3, "16706"), (167063, "1.671·10⁵"),
    (0.05742, "0.05742"),
    (0.00012, "1.2·10⁻⁴"), (-3.5e-13, "−3.5·10⁻¹³"), (1e-7, "10⁻⁷"), (-1e6, "−10⁶"),
    (99999.6, "1·10⁵".replacing("1·", with: "")),
    (.nan, "none"), (.infinity, "none"),
  ])
  func shortNumbers(_ item: (value: Double, text: String)) {
    #expect(NumberText.short(item.value) == item.text)
  }

  @Test func units() {
    #expect(AxisScale.time(upTo: 30).label("lag t") == "lag t (s)")
    #expect(AxisScale.time(upTo: 1.8e-4).unit == "µs")
    #expect(AxisScale.time(upTo: 1.8e-4).scaled(1.8e-4) == 180)
    #expect(AxisScale.time(upTo: 0.02).unit == "ms")
    #expect(AxisScale.time(upTo: 0).unit == "s")
    #expect(AxisScale.powers(upTo: 0.5).label("P(N)") == "P(N)")
    #expect(AxisScale.powers(upTo: 3e-4).label("P(N)") == "P(N) (10⁻⁶)")
    #expect(abs(AxisScale.powers(upTo: 3e-4).scaled(3e-4) - 300) < 1e-9)
    #expect(AxisScale.powers(upTo: 1.2e-11, unit: "Φ₀²/Hz").unit == "10⁻¹² Φ₀²/Hz")
    #expect(AxisScale.powers(upTo: .infinity).factor == 1)
  }
}
