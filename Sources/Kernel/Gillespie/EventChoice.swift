import ClusterModel

/// Which process was drawn, before its time is known.
struct EventChoice<X: KernelNumber> {
  /// Number of the process, and what it does to N and m.
  var process: X
  var deltaN: X
  var deltaM: X
  /// Sum of the weights before the chosen one, and its own.
  var below: X
  var weight: X
  /// Where in the weight of the process the random word lies: the uniform number of the time is place/weight.
  var place: X
  /// All weights, and what they are multiplied by to be rates.
  var total: X
  var scale: X
  /// The spin factor as a fraction.
  var numerator: X
  var denominator: X
  /// Where the process is not the first, none of the first two, none of the first three.
  var beyondFirst: X.Mask
  var beyondSecond: X.Mask
  var beyondThird: X.Mask
  /// Where the process is the fifth or further, or there is none.
  var isFurther: X.Mask
  /// As in `PendingEvent`.
  var isUncertain: X.Mask
}

/// The time until an event, in s, its spin factor, and λ of the processes that only turn the axis until then, in s⁻¹.
struct EventCourse<X: KernelNumber> {
  var wait: X
  var spinFactor: X
  var axisDecayRate: X
}
