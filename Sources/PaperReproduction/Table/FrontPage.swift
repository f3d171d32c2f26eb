/// README.md of the reproduction.
struct FrontPage {
  static let title = "# The paper, reproduced"

  let results: [PartResult]
  let verdict: Verdict
  let scale: PaperScale
  /// Whether all parts are there.
  let isWhole: Bool

  var text: String {
    var blocks = [FrontPage.title, origin, reading]
    blocks.append("```\n" + verdict.lines.joined(separator: "\n") + "\n```")
    blocks.append(Contents(results.flatMap(\.sections), verdict, isWhole: isWhole).text)
    let captions = Dictionary(uniqueKeysWithValues: results.flatMap(\.figures).map { ($0.name, $0.caption) })
    for section in results.flatMap(\.sections) {
      blocks.append("## \(section.title)")
      // Tables among the paragraphs go last.
      blocks += section.text
      if !section.entries.isEmpty { blocks.append(Markdown.table(section.entries, verdict: verdict)) }
      for figure in section.figures { blocks.append(Markdown.picture(figure, captions[figure] ?? "")) }
    }
    if !results.flatMap(\.pages).isEmpty { blocks.append(pages) }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var origin: String {
    let made =
      switch scale {
      case .full:
        "`make paper` writes this directory, figures included, from the configs in [configs/paper](../../configs/paper)."
      case .quick:
        "Written by `make paper QUICK=1`: with few trajectories, so errors are large. The full form is in results/paper."
      case .smallest: "A test of the program: far too few trajectories for any physics."
      }
    return
      "Every figure and number of J. S. Meyer, M. Houzet, Yu. V. Nazarov, Phys. Rev. Lett. **125**, 097006 (2020) "
      + "([doi:10.1103/PhysRevLett.125.097006](https://doi.org/10.1103/PhysRevLett.125.097006)) and its Supplemental Material, beside theory and simulation. "
      + made + (isWhole ? "" : " Only some of its parts are here.")
  }

  private var reading: String {
    "**How to read the tables.** Mean field, Fokker-Planck and exact (master equation) use no random numbers; **bold** is the value that the "
      + "paper speaks of. Monte Carlo is the simulation, ± one standard error from independent trajectories. z = (Monte Carlo − exact)/standard error. "
      + "*agrees* compares the paper with the bold value, within the digits that it gives (orders of magnitude: a factor of √10), and Monte Carlo with exact; "
      + "where it says no, the remark says why. SR: spin relaxation limits the cluster; TA: triplet annihilation does. Misprints: "
      + "[docs/physics.md](../../docs/physics.md#12-misprints-of-the-paper).\n\n"
      + "The verdict counts all values from trajectories that have a reference, those in tables and figures included. Their bounds are Student's t with the "
      + "level 10⁻³ shared out evenly over them: a correct program is told to disagree once in 1000. `make paper` fails with exit code 1 if it disagrees."
  }

  private var pages: String {
    let names = results.flatMap(\.pages).map(\.name)
    let known = [
      ("crossover.md", "the crossover to the unpolarised state with exact counting: how far (S9) is off, and where"),
      ("spin-noise.md", "the noise of the spin vector, τ_J against τ_N, and the estimate S_spin ≃ S_N/3"),
      ("reversal.md", "reversal times of classical spins, and a Zeeman field"),
    ]
    return "## Past the paper\n\n"
      + known.filter { names.contains($0.0) }.map { "- [\($0.0)](\($0.0)): \($0.1)" }.joined(separator: "\n")
  }
}
