import PaperReproduction
import Statistics
import Testing

@Suite("Numbers on the pages")
struct TextTests {
  @Test(
    "numbers",
    arguments: [
      (0.0, "0"), (1.0 / 3, "0.33333"), (12345.6, "12346"), (1.8e12, "1.8·10¹²"), (1e-4, "10⁻⁴"),
      (-2.5e-7, "−2.5·10⁻⁷"),
      (100.0, "100"), (2000.0, "2000"), (Double.nan, "none"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) { #expect(Text.number(value) == text) }

  @Test("estimates to two digits of their errors")
  func estimates() {
    #expect(Text.estimate(Estimate(value: 1.12345, standardError: 0.0123)) == "1.123 ± 0.012")
    #expect(Text.estimate(Estimate(value: 3.0769e-5, standardError: 1.01e-7)) == "(3.077 ± 0.010)·10⁻⁵")
    #expect(Text.estimate(Estimate(value: -0.5, standardError: 0.25)) == "−0.50 ± 0.25")
  }

  @Test("links to sections, as GitHub names them")
  func anchors() {
    #expect(Contents.anchor("Fig. S1: the crossover, Eqs. (S7) to (S10)") == "fig-s1-the-crossover-eqs-s7-to-s10")
    #expect(Contents.anchor("Fluctuations: Eqs. (7) to (9) and S_N(0)") == "fluctuations-eqs-7-to-9-and-s_n0")
  }

  @Test("shares, signs")
  func others() {
    #expect(Text.percent(0.01234) == "1.2 %")
    #expect(Text.signed(-1.234) == "−1.23")
    #expect(Text.signed(0.5) == "+0.50")
  }
}
