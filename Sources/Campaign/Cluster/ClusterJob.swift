/// A run as jobs of Slurm: an array with a task for each shard, and a job that joins them. A value; its scripts depend on
/// nothing else.
public struct ClusterJob: Sendable, Equatable {
  /// What the user asks of the cluster; nil: its default.
  public struct Settings: Sendable, Equatable {
    public var partition: String?
    public var account: String?
    /// Time limit of each job, in s.
    public var time: Double?
    /// As Slurm writes it, such as "4G".
    public var memory: String?
    /// Cores, and worker threads, of each task.
    public var threads = 1
    /// In s.
    public var checkpointInterval: Double?
    /// Whether joining makes figures and a report.
    public var report = true
    /// More options of sbatch, such as "--constraint=avx2".
    public var options: [String] = []

    public init() {}
  }

  public let name: String
  let version: String
  /// Paths, absolute all of them.
  let program: String
  let config: String
  let shardsDirectory: String
  let output: String
  let shards: Int
  /// Shards that are still to be run, in order.
  public let tasks: [Int]
  let settings: Settings

  /// Seconds before the time limit at which a task is told to save and stop. Slurm may be a minute early.
  static let notice = 120
  /// In s. Less would leave tasks hardly any time between their start and that notice.
  public static let leastTime = 300.0
  /// Restarts of a task after which it is not restarted for being killed any more.
  static let mostRestarts = 3

  public var arrayPath: String { shardsDirectory + "/array.sh" }
  public var mergePath: String { shardsDirectory + "/merge.sh" }

  public init(
    name: String, version: String, program: String, config: String, shardsDirectory: String, output: String,
    shards: Int,
    tasks: [Int], settings: Settings
  ) {
    self.name = name
    self.version = version
    self.program = program
    self.config = config
    self.shardsDirectory = shardsDirectory
    self.output = output
    self.shards = shards
    self.tasks = tasks
    self.settings = settings
  }

  /// What is given to sbatch besides a script, which cannot know it.
  static func dependency(on job: String) -> [String] {
    ["--dependency=afterok:\(job)", "--kill-on-invalid-dep=yes"]
  }

  public var arrayScript: String {
    """
    #!/bin/bash
    # qpspin \(version): the shards of \(name), one for each task.
    \(directives("", log: "slurm-%A_%a.log", ["--array=\(ScriptText.ranges(tasks))", "--signal=B:TERM@\(ClusterJob.notice)"]))

    program=\(ScriptText.quoted(program))
    config=\(ScriptText.quoted(config))
    shards=\(ScriptText.quoted(shardsDirectory))
    task="${SLURM_ARRAY_JOB_ID:?is not set; this script is for sbatch}_$SLURM_ARRAY_TASK_ID"

    # Slurm warns this shell, not the program, before the time is up. Told so, the program saves and ends with code 75.
    signalled=
    trap 'signalled=1; if [ -n "$!" ]; then kill -TERM "$!" 2>/dev/null; fi' TERM

    "$program" run "$config" --shard "$SLURM_ARRAY_TASK_ID/\(shards)" --output "$shards" \\
      --threads "${SLURM_CPUS_PER_TASK:-1}"\(interval) &
    # A signal ends a wait; the program may need a moment more.
    while
      signalled=
      wait "$!"
      code=$?
      [ -n "$signalled" ]
    do :; done

    # 75: stopped, with everything saved. 137: killed, by hand or for want of memory; 143: ended before it could save. The
    # last checkpoint is there, and it is worth another attempt, up to \(ClusterJob.mostRestarts) restarts.
    again=
    case $code in
      75) again=1 ;;
      137 | 143) if [ "${SLURM_RESTART_COUNT:-0}" -lt \(ClusterJob.mostRestarts) ]; then again=1; fi ;;
    esac
    # A task that is being cancelled, or that Slurm has requeued itself, is no longer in this state.
    if [ -n "$again" ]; then
      case " $(scontrol --oneliner show job "$task") " in
        *" JobState=RUNNING "*)
          echo "qpspin: task $task ended with code $code and goes back to the queue" >&2
          scontrol requeue "$task"
          ;;
      esac
    fi
    exit "$code"

    """
  }

  public var mergeScript: String {
    """
    #!/bin/bash
    # qpspin \(version): joins the shards of \(name).
    \(directives("-merge", log: "slurm-merge-%j.log", []))

    exec \(ScriptText.quoted(program)) merge \(ScriptText.quoted(shardsDirectory)) \\
      --output \(ScriptText.quoted(output)) \\
      --threads "${SLURM_CPUS_PER_TASK:-1}"\(settings.report ? "" : " --no-report")

    """
  }

  private var interval: String {
    settings.checkpointInterval.map { " --checkpoint-interval \($0)s" } ?? ""
  }

  /// The lines that sbatch reads. Those of the user come last, where they count.
  private func directives(_ suffix: String, log: String, _ own: [String]) -> String {
    var options = ["--job-name=qpspin-\(name)\(suffix)"] + own
    options += ["--nodes=1", "--ntasks=1", "--cpus-per-task=\(settings.threads)"]
    if let time = settings.time { options.append("--time=\(ScriptText.slurmTime(time))") }
    if let partition = settings.partition { options.append("--partition=\(ScriptText.slurmQuoted(partition))") }
    if let account = settings.account { options.append("--account=\(ScriptText.slurmQuoted(account))") }
    if let memory = settings.memory { options.append("--mem=\(memory)") }
    let path = ScriptText.slurmPath(shardsDirectory) + "/" + log
    options += ["--output=\(ScriptText.slurmQuoted(path))", "--open-mode=append", "--requeue"]
    options += settings.options.map(ScriptText.slurmQuoted)
    return options.map { "#SBATCH \($0)" }.joined(separator: "\n")
  }
}
