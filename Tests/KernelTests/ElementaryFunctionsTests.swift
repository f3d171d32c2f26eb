import Foundation
import Kernel
import TestSupport
import Testing

@Suite("Elementary functions")
struct ElementaryFunctionsTests {
  @Test("the logarithm is within 1 ulp of the C library's, over all normal numbers")
  func logarithm() {
    let uniform = PlainUniform(seed: 1)
    var numbers: [Double] = []
    for _ in 0..<100_000 {
      numbers.append(uniform.next())
      numbers.append(1 + (uniform.next() - 0.5) * pow(10, -15 * uniform.next()))
      numbers.append(pow(10, 600 * uniform.next() - 300))
    }
    for exponent in -1022...1023 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      numbers += [power, power.nextUp, power * 2.0.squareRoot(), (power * 2.0.squareRoot()).nextDown]
      if exponent > -1022 { numbers.append(power.nextDown) }
    }
    numbers += [.leastNormalMagnitude, .greatestFiniteMagnitude, exp(1), 10, 1 - 0x1p-53]
    var worst = (ulps: 0.0, at: 1.0)
    for x in numbers {
      let exact = log(x)
      let ulps = abs(ElementaryFunctions.logarithm(x) - exact) / exact.ulp
      if !(ulps <= worst.ulps) { worst = (ulps, x) }
    }
    #expect(worst.ulps <= 1, "\(worst)")
    #expect(ElementaryFunctions.logarithm(1) == 0)
    #expect(ElementaryFunctions.logarithm(0x1p-64) == log(0x1p-64))
  }

  @Test("the exponential is within 1e-15 of the C library's, and zero below −700")
  func exponential() {
    let uniform = PlainUniform(seed: 2)
    var numbers: [Double] = []
    for _ in 0..<100_000 {
      numbers.append(-700 * uniform.next())
      numbers.append(-uniform.next())
      numbers.append(-pow(10, -300 * uniform.next()))
    }
    for k in 0..<1000 { numbers += [-Double(k) * log(2.0), -(Double(k) + 0.5) * log(2.0)].filter { $0 > -700 } }
    var worst = (error: 0.0, at: 0.0)
    for x in numbers + [-0.0, -699.999_999, -Double.leastNonzeroMagnitude] {
      let error = abs(ElementaryFunctions.exponential(x) / exp(x) - 1)
      if !(error <= worst.error) { worst = (error, x) }
    }
    #expect(worst.error <= 1e-15, "\(worst)")
    #expect(ElementaryFunctions.exponential(0) == 1)
    for x in [-700.001, -1e6, -.infinity] { #expect(ElementaryFunctions.exponential(x) == 0) }
  }
}
