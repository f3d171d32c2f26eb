package import ClusterModel

/// Gillespie's direct method: draws the next process and the time until it happens from one random word of 32 bits.
///
/// The word is the uniform number that chooses the process, and what is left of it within the interval of the chosen process,
/// again uniform, is the uniform number of the waiting time. It stands for a whole cell of width 2⁻³²: where the cell
/// reaches into the next process, where it lies so low in its interval (below 2⁻¹⁰) that the time would be coarse,
/// and where the process has too small a share (below 2⁻⁹) to leave bits for the time, more words are drawn: `refine`.
///
/// Source, once for one trajectory and for eight in SIMD lanes: the same operations, so the same bits.
package struct EventDraw<Model: ClusterModel> {
  package let model: Model
  private let deltaN: InlineArray<12, Double>
  private let deltaM: InlineArray<12, Double>
  private let processCount: Int
  /// A process with a smaller share of all weights needs words of its own for the time.
  private let leastShare: Double

  package init(_ model: Model, constants: RateConstants? = nil) {
    let processes = Model.processes
    precondition(processes.count <= processCapacity, "\(Model.name) has too many processes")
    self.model = model
    processCount = processes.count
    deltaN = InlineArray { $0 < processes.count ? Double(processes[$0].deltaN) : 0 }
    deltaM = InlineArray { $0 < processes.count ? Double(processes[$0].deltaM) : 0 }
    leastShare = constants?.areModerate ?? true ? 0x1p-9 : 2
  }

  /// The next event from (N, m), as far as `word`, a whole number below 2³², decides it.
  @inline(__always)
  package func draw<X: KernelNumber>(N: X, m: X, word: X) -> PendingEvent<X> {
    let choice = choose(N: N, m: m, word: word)
    let course = course(of: choice, N: N, m: m)
    return PendingEvent(
      process: choice.process, deltaN: choice.deltaN, deltaM: choice.deltaM, wait: course.wait,
      spinFactor: course.spinFactor, axisDecayRate: course.axisDecayRate, isUncertain: choice.isUncertain)
  }

  /// Which process is next, from (N, m): all that the state after it depends on.
  @inline(__always)
  func choose<X: KernelNumber>(N: X, m: X, word: X) -> EventChoice<X> {
    let weights = model.weights(N: N, m: m)
    let upTo0 = weights[0]
    let upTo1 = upTo0 + weights[1]
    let upTo2 = upTo1 + weights[2]
    let upTo3 = upTo2 + weights[3]
    let total = upTo3 + sumOfFurther(weights)
    let cell = total * X(0x1p-32)
    let mark = word * cell
    let first = mark >= upTo0
    let second = mark >= upTo1
    let third = mark >= upTo2
    @inline(__always)
    func choosing(_ x0: X, _ x1: X, _ x2: X, _ x3: X) -> X {
      x0.replacing(with: x1, where: first).replacing(with: x2, where: second).replacing(with: x3, where: third)
    }
    var choice = EventChoice(
      process: choosing(X(0), X(1), X(2), X(3)),
      deltaN: choosing(X(deltaN[0]), X(deltaN[1]), X(deltaN[2]), X(deltaN[3])),
      deltaM: choosing(X(deltaM[0]), X(deltaM[1]), X(deltaM[2]), X(deltaM[3])),
      below: choosing(X(0), upTo0, upTo1, upTo2),
      weight: choosing(weights[0], weights[1], weights[2], weights[3]),
      place: X(0), total: total, scale: weights.scale, numerator: X(1), denominator: X(1),
      beyondFirst: first, beyondSecond: second, beyondThird: third, isFurther: mark >= upTo3, isUncertain: first)
    if Model.spinVector == .wandering {
      let (f0, f1, f2, f3) = (fraction(0, N, m), fraction(1, N, m), fraction(2, N, m), fraction(3, N, m))
      choice.numerator = choosing(f0.numerator, f1.numerator, f2.numerator, f3.numerator)
      choice.denominator = choosing(f0.denominator, f1.denominator, f2.denominator, f3.denominator)
    }
    // Nearly all events are of the first four processes.
    if X.anywhere(choice.isFurther) {
      // Written out, so that all of it stays in registers.
      var below = upTo3
      reach(4, &choice, &below, mark, weights, N, m)
      reach(5, &choice, &below, mark, weights, N, m)
      reach(6, &choice, &below, mark, weights, N, m)
      reach(7, &choice, &below, mark, weights, N, m)
      reach(8, &choice, &below, mark, weights, N, m)
      reach(9, &choice, &below, mark, weights, N, m)
      reach(10, &choice, &below, mark, weights, N, m)
      reach(11, &choice, &below, mark, weights, N, m)
      // In an absorbing state 0 ≥ 0: it is always here. Its waiting time is left to `refine`.
      let isAbsorbing = X(0) >= total
      choice.process.replace(with: X(noProcess), where: isAbsorbing)
      choice.deltaN.replace(with: X(0), where: isAbsorbing)
      choice.deltaM.replace(with: X(0), where: isAbsorbing)
    }
    let half = cell * X(0.5)
    choice.place = mark - choice.below + half
    let rare = choice.weight < total * X(leastShare)
    let edge = choice.weight < choice.place + half
    // Also where all weights are zero.
    let low = choice.weight * X(0x1p-10) >= choice.place
    choice.isUncertain = X.either(X.either(rare, edge), low)
    return choice
  }

  /// How long the state (N, m) lasts until the chosen event, and what becomes of the spin.
  ///
  /// wait = −log(place/weight)·scale/total with −log(x/r) = 2 artanh((r − x)/(r + x)), spinFactor = numerator/denominator
  /// and the axis decay rate, all with one division.
  @inline(__always)
  func course<X: KernelNumber>(of choice: EventChoice<X>, N: X, m: X) -> EventCourse<X> {
    let (near, exponent) = X.split(choice.place, near: choice.weight)
    let difference = choice.weight - near
    let sum = choice.weight + near
    let total = choice.total
    var (a, b) = (sum * total, X(1))
    var decay = (numerator: X(0), denominator: X(1))
    if Model.spinVector == .wandering {
      b = choice.denominator
      if Model.hasAxisProcesses {
        decay = model.axisDecayFraction(N: N, m: m)
        a = a * decay.denominator
      }
      a = a * b
    }
    let inverse = X(1) / a
    var perSum = total
    var perTotal = sum
    if Model.hasAxisProcesses {
      perSum = perSum * decay.denominator
      perTotal = perTotal * decay.denominator
    }
    if Model.spinVector == .wandering {
      perSum = perSum * b
      perTotal = perTotal * b
    }
    let t = difference * (perSum * inverse)
    let wait = (EventDraw.twiceArtanh(t) - exponent * X(0x1.62e42fefa39efp-1)) * choice.scale * (perTotal * inverse)
    var spinFactor = X(1)
    var decayRate = X(0)
    if Model.spinVector == .wandering {
      let sumTotal = sum * total * inverse
      if Model.hasAxisProcesses {
        spinFactor = choice.numerator * (sumTotal * decay.denominator)
        decayRate = decay.numerator * (sumTotal * b)
      } else {
        spinFactor = choice.numerator * sumTotal
      }
    }
    return EventCourse(wait: wait, spinFactor: spinFactor, axisDecayRate: decayRate)
  }

  /// 2 artanh t for |t| ≤ 1/5; relative error below 3e-16. The polynomial, odd in t, interpolates at Chebyshev nodes of
  /// t² up to 0.0402, with relative error 6e-17.
  @inline(__always)
  private static func twiceArtanh<X: KernelNumber>(_ t: X) -> X {
    let z = t * t
    let z2 = z * z
    let low = X(0x1.555555555556ep-1) + z * X(0x1.999999997bed9p-2)
    let middle = X(0x1.249249529dd5cp-2) + z * X(0x1.c71c3c49cff06p-3)
    let high = X(0x1.746bd7ec3f49dp-3) + z * X(0x1.38ffd7ff2ea9cp-3)
    let tail = low + z2 * (middle + z2 * (high + z2 * X(0x1.35b99f3a4cd26p-3)))
    return t * (X(2) + z * tail)
  }

  @inline(__always)
  private func fraction<X: KernelNumber>(_ process: Int, _ N: X, _ m: X) -> (numerator: X, denominator: X) {
    model.spinFraction(of: process, N: N, m: m)
  }

  /// The weights after the fourth, added as a tree.
  @inline(__always)
  private func sumOfFurther<X: KernelNumber>(_ w: RateWeights<X>) -> X {
    ((w[4] + w[5]) + (w[6] + w[7])) + ((w[8] + w[9]) + (w[10] + w[11]))
  }

  /// Chooses process i where `mark` is not below the weights before it. One without weight does not count as reached, so
  /// the last one with a weight takes what rounding leaves beyond all of them.
  @inline(__always)
  private func reach<X: KernelNumber>(
    _ i: Int, _ choice: inout EventChoice<X>, _ below: inout X, _ mark: X, _ weights: RateWeights<X>, _ N: X, _ m: X
  ) {
    let beyond = mark >= below.replacing(with: X(.infinity), where: X(0) >= weights[i])
    choice.process.replace(with: X(Double(i)), where: beyond)
    choice.below.replace(with: below, where: beyond)
    choice.weight.replace(with: weights[i], where: beyond)
    choice.deltaN.replace(with: X(deltaN[i]), where: beyond)
    choice.deltaM.replace(with: X(deltaM[i]), where: beyond)
    if Model.spinVector == .wandering {
      let (numerator, denominator) = fraction(i, N, m)
      choice.numerator.replace(with: numerator, where: beyond)
      choice.denominator.replace(with: denominator, where: beyond)
    }
    below = below + weights[i]
  }

  /// Draws an event again of which `word` told only the cell: 53 bits more for the process, and for the time as well where
  /// its process leaves it few.
  @inline(never)
  package func refine<Words: RandomWords & ~Copyable>(
    N: Double, m: Double, word: Double, words: inout Words
  ) -> PendingEvent<Double> {
    let weights = model.weights(N: N, m: m)
    let total = weights[0] + weights[1] + weights[2] + weights[3] + sumOfFurther(weights)
    if total <= 0 { return .absorbing(axisDecayRate: model.axisDecayRate(N: N, m: m)) }
    let cell = total * 0x1p-32
    let high = word * cell
    let low = words.extraUniform() * cell
    var chosen = 0
    var below = 0.0
    var upTo = 0.0
    for i in 0..<processCount where weights[i] > 0 {
      if upTo > 0 && high + low < upTo { break }
      chosen = i
      below = upTo
      upTo += weights[i]
    }
    let weight = weights[chosen]
    var share = ((high - below) + low) / weight
    if weight < total * leastShare { share = words.extraUniform() }
    // Rounding can carry the remainder a last bit outside 0…1.
    share = share > 1 ? 1 : (share < 0x1p-90 ? 0x1p-90 : share)
    let (numerator, denominator) = fraction(chosen, N, m)
    return PendingEvent(
      process: Double(chosen), deltaN: deltaN[chosen], deltaM: deltaM[chosen],
      wait: -ElementaryFunctions.logarithm(share) / (total / weights.scale), spinFactor: numerator / denominator,
      axisDecayRate: model.axisDecayRate(N: N, m: m), isUncertain: false)
  }
}

extension RateConstants {
  /// Whether products of a few rates stay far from the ends of the range of numbers.
  var areModerate: Bool {
    let all = [injection, singlet, triplet, flip, trapping, flipAgainstField, flipAlongField]
    return all.allSatisfy { $0 == 0 || (1e-40...1e40).contains($0) }
  }
}
