import PaperReproduction
import Statistics
import Testing

@Suite("Verdict of the reproduction")
struct VerdictTests {
  private func entry(_ value: Double, error: Double = 0.01, exact: Double? = 1, paper: PaperValue = .absent) -> Entry {
    var entry = Entry("x", place: "Eq. (0)")
    entry.measured = Estimate(value: value, standardError: error)
    entry.exact = exact
    entry.fokkerPlanck = 1
    entry.paper = paper
    entry.degreesOfFreedom = 63
    return entry
  }

  @Test("z is the distance in standard errors")
  func z() throws {
    let check = try #require(entry(1.02).check)
    #expect(abs(check.z - 2) < 1e-9)
    #expect(entry(1.02, exact: nil).check == nil)
    var other = entry(1.02, exact: nil)
    other.reference = .fokkerPlanck
    #expect(abs(try #require(other.check).z - 2) < 1e-9)
    other.reference = nil
    #expect(other.check == nil)
  }

  @Test("agrees with right values, and fails with one that is shifted")
  func shifted() {
    let right = (0..<50).map { entry(1 + 0.01 * (Double($0 % 5) - 2)) }
    let verdict = Verdict(entries: right, checks: [])
    #expect(verdict.agrees)
    #expect(verdict.lines.count == 1)
    #expect(verdict.lines[0].hasPrefix("verdict: agrees: 0 of 50 "))
    let wrong = Verdict(entries: right + [entry(1.06)], checks: [])
    #expect(!wrong.agrees)
    #expect(wrong.disagreements.count == 1)
    #expect(wrong.lines[0].hasPrefix("verdict: DISAGREES: 1 of 51 "))
    #expect(wrong.lines.count == 2)
    let hidden = Verdict(
      entries: right,
      checks: [Check("y", Estimate(value: 0.9, standardError: 0.01), expected: 1, degreesOfFreedom: 63)])
    #expect(!hidden.agrees)
  }

  @Test("a value that is no number disagrees")
  func notANumber() {
    #expect(!Verdict(entries: [entry(.nan)], checks: []).agrees)
    #expect(!Verdict(entries: [entry(1, error: .nan)], checks: []).agrees)
    #expect(!Verdict(entries: [entry(1.1, error: 0)], checks: []).agrees)
  }

  @Test("the bound is wider for more values and for fewer trajectories")
  func threshold() {
    let one = Verdict(entries: [entry(1)], checks: [])
    let many = Verdict(entries: (0..<1000).map { _ in entry(1) }, checks: [])
    // Two-sided Student t with 63 degrees of freedom at 1e-3.
    #expect(abs(one.threshold(one.checks[0]) - 3.4518) < 1e-3)
    #expect(many.threshold(many.checks[0]) > 5)
    var few = entry(1)
    few.degreesOfFreedom = 15
    let small = Verdict(entries: [few], checks: [])
    #expect(abs(small.threshold(small.checks[0]) - 4.0728) < 1e-3)
  }

  @Test("the paper's numbers agree within their digits, and a difference that is not known fails")
  func paper() {
    #expect(entry(1, paper: .number(1.04, tolerance: 0.05)).paperAgrees == true)
    #expect(entry(1, paper: .number(1.06, tolerance: 0.05)).paperAgrees == false)
    #expect(entry(1, paper: .number(0, tolerance: 0.5)).paperAgrees == false)
    #expect(entry(1, paper: .order(3)).paperAgrees == true)
    #expect(entry(1, paper: .order(4)).paperAgrees == false)
    #expect(entry(1, paper: .order(0.3)).paperAgrees == false)
    #expect(entry(1).paperAgrees == nil)

    #expect(Verdict(entries: [entry(1, paper: .order(3))], checks: []).agrees)
    let surprise = Verdict(entries: [entry(1, paper: .order(4))], checks: [])
    #expect(!surprise.agrees)
    #expect(surprise.surprises.count == 1)
    var known = entry(1, paper: .order(4))
    known.paperDiffers = true
    #expect(Verdict(entries: [known], checks: []).agrees)
    // And one that is known but not there.
    known.paper = .order(3)
    #expect(!Verdict(entries: [known], checks: []).agrees)
    // Nothing to compare with, though the paper has a number.
    var lost = entry(1, paper: .order(3))
    lost.fokkerPlanck = nil
    #expect(!Verdict(entries: [lost], checks: []).agrees)
  }
}
