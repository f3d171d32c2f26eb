import Foundation
import GSLBridge
import Testing

@Suite("Roots")
struct RootFinderTests {
  @Test("known roots")
  func known() throws {
    let squareRoot = try RootFinder.bracketed(from: 0, to: 2) { $0 * $0 - 2 }
    #expect(abs(squareRoot - 2.0.squareRoot()) < 1e-15)
    let half = try RootFinder.bracketed(from: 1, to: 2) { cos($0) }
    #expect(abs(half - .pi / 2) < 1e-15)
    let dottie = try RootFinder.bracketed(from: -3, to: 5) { cos($0) - $0 }
    #expect(abs(dottie - 0.739_085_133_215_160_6) < 1e-15)
    // Falling instead of rising, and negative.
    let negative = try RootFinder.bracketed(from: -10, to: -1) { -exp($0) + exp(-4) }
    #expect(abs(negative + 4) < 1e-13)
  }

  @Test("roots of every size are found to the same relative width", arguments: [1e-12, 1e-3, 1, 1e6, 1e15])
  func scales(root: Double) throws {
    let found = try RootFinder.bracketed(from: root / 1e3, to: root * 1e3) { log($0 / root) }
    #expect(abs(found / root - 1) < 1e-14)
  }

  @Test("a loose tolerance stops early, but within it")
  func tolerance() throws {
    func count(_ tolerance: Double) throws -> (root: Double, calls: Int) {
      var calls = 0
      let root = try RootFinder.bracketed(from: 0, to: 20, relativeTolerance: tolerance) { x in
        calls += 1
        return exp(x) - 1000
      }
      return (root, calls)
    }
    let (loose, tight) = try (count(1e-2), count(1e-14))
    #expect(abs(loose.root / log(1000) - 1) < 1e-2)
    #expect(abs(tight.root / log(1000) - 1) < 1e-14)
    #expect(loose.calls < tight.calls)
  }

  @Test("a root at an end of the bracket, or at zero")
  func atTheEdge() throws {
    #expect(try RootFinder.bracketed(from: 3, to: 7) { $0 - 3 } == 3)
    #expect(try RootFinder.bracketed(from: 3, to: 7) { $0 - 7 } == 7)
    #expect(try RootFinder.bracketed(from: -1, to: 1) { $0 } == 0)
    #expect(try RootFinder.bracketed(from: 0, to: 1) { $0 } == 0)
    #expect(try RootFinder.bracketed(from: -1, to: 3) { $0 < 0 ? $0 : 2 * $0 } == 0)
  }

  @Test("no change of sign is an error that names the function")
  func noBracket() throws {
    let error = #expect(throws: GSLError.self) {
      try RootFinder.bracketed(from: 1, to: 2) { $0 * $0 + 1 }
    }
    let found = try #require(error)
    #expect(found.code == 4)  // GSL_EINVAL
    #expect(found.function == "gsl_root_fsolver_brent")
    #expect(found.description.contains("gsl_root_fsolver_brent") && found.description.contains("invalid argument"))
  }

  @Test("a function that is not a number is an error", arguments: [0.0, 0.5])
  func notANumber(from: Double) {
    #expect(throws: GSLError.self) {
      try RootFinder.bracketed(from: from, to: 2) { $0 == 2 || $0 == from ? $0 - 1 : .nan }
    }
    #expect(throws: GSLError.self) { try RootFinder.bracketed(from: from, to: 2) { _ in .nan } }
  }

  @Test("cubics with one and three real roots")
  func cubics() {
    // (x−1)(x−2)(x−3), (x+5)(x−0.5)(x−7), x³ − 8, x³ + x, (x−1)²(x−4), x³
    let cases: [((Double, Double, Double), [Double])] = [
      ((-6, 11, -6), [1, 2, 3]), ((-2.5, -34, 17.5), [-5, 0.5, 7]), ((0, 0, -8), [2]), ((0, 1, 0), [0]),
      ((-6, 9, -4), [1, 1, 4]), ((0, 0, 0), [0, 0, 0]),
    ]
    for ((a, b, c), roots) in cases {
      let found = RootFinder.cubic(a, b, c)
      #expect(found.count == roots.count, "\(a), \(b), \(c): \(found)")
      for (x, root) in zip(found, roots) { #expect(abs(x - root) < 1e-7, "\(a), \(b), \(c): \(found)") }
      #expect(found == found.sorted())
    }
  }
}

@Suite("GSL itself")
struct GSLTests {
  @Test("the linked version is told")
  func version() throws {
    let parts = GSL.version.split(separator: ".").compactMap { Int($0) }
    #expect(try #require(parts.first) >= 2)
    #expect(parts.count >= 2)
  }
}
