import Testing

/// Numbers of a material that contradict each other, each with its line.
@Suite struct MaterialErrorTests {
  static let cases = [
    Case(
      ["material": #"{"suppression": 0.5, "meanFreePath": 10, "latticeConstant": 0.4, "soundVelocity": 5000}"#],
      "material.suppression is given beside material.meanFreePath; it must be left out: "
        + "K follows from meanFreePath, latticeConstant and soundVelocity"),
    Case(
      ["material": #"{"soundVelocity": 5000, "suppression": 1, "meanFreePath": null}"#],
      "material.suppression is given beside material.soundVelocity; it must be left out: "
        + "K follows from meanFreePath, latticeConstant and soundVelocity"),
    Case(
      ["material": #"{"meanFreePath": 10, "latticeConstant": 0.4}"#],
      "material.meanFreePath is given, but soundVelocity is missing; it must be a finite number > 0: "
        + "K needs latticeConstant and soundVelocity"),
    Case(
      ["material": #"{"soundVelocity": 5000}"#],
      "material.soundVelocity is given, but latticeConstant is missing; it must be a finite number > 0: "
        + "K needs latticeConstant and soundVelocity"),
    Case(
      ["material": #"{"meanFreePath": 0.3, "latticeConstant": 0.4, "soundVelocity": 5000}"#],
      "material.meanFreePath is 0.3; it must be at least latticeConstant, 0.4 nm: a free path is not shorter"),
    Case(
      ["material": #"{"meanFreePath": 0, "latticeConstant": 0.4, "soundVelocity": 5000}"#],
      "material.meanFreePath is 0; it must be a finite number > 0 or null"),
    Case(
      ["material": #"{"latticeConstant": 0.6582119569, "soundVelocity": 84}"#],
      "the numbers of material give qa = 2 for a phonon of the energy gap; it must be at most 1: "
        + "q = energy/(hbar soundVelocity), a = latticeConstant"),
    Case(
      ["material": #"{"latticeConstant": 0.6582119569, "soundVelocity": 336, "excessEnergy": 4}"#],
      "the numbers of material give qa = 2 for a phonon of the energy excessEnergy gap; it must be at most 1: "
        + "q = energy/(hbar soundVelocity), a = latticeConstant"),
  ]

  @Test(arguments: cases)
  func disorder(_ item: Case) { #expect(complaint(item.changes) == "c.json: " + item.message) }
}
