"""The table of `compare`: every simulator in turns on the same model, processor time per event, and the mean of N."""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

from simulate import processor_time

HERE = os.path.dirname(os.path.abspath(__file__))
# End times in s at which a trajectory has 2·10⁶ and 5·10⁶ events.
END = {20: 60000.0, 2000: 1600.0}
POINTS = 3000
# Trajectories of qpspin, eight of which go at a time.
TRAJECTORIES = 64
# A mean further from qpspin's than this many standard errors is that of another model.
LIMIT = 5


def qpspin(program, A, seed, directory):
    """Seconds of the whole process, events, rate of events in 1/s, mean of N and its error."""
    config = {
        "name": "peers", "model": "heisenberg", "parameters": {"injectionRate": A, "volume": 1}, "exact": "never",
        "trajectories": TRAJECTORIES, "duration": 0.9 * END[A], "burnIn": 0.1 * END[A],
        "initialState": {"N": 10, "m": 0}, "seed": seed,
    }  # fmt: skip
    path, output = os.path.join(directory, "config.json"), os.path.join(directory, "output")
    with open(path, "w") as file:
        json.dump(config, file)
    before = processor_time()
    subprocess.run(
        [program, "run", path, "--output", output, "--overwrite", "--quiet", "--threads", "1"],
        # Without gnuplot on the path it draws no figures, as none of the others does.
        check=True, stdout=subprocess.DEVNULL, env={"PATH": ""},
    )  # fmt: skip
    seconds = processor_time() - before
    with open(os.path.join(output, "summary.json")) as file:
        summary = json.load(file)
    events = summary["run"]["events"] + summary["run"]["burnInEvents"]
    mean = summary["estimates"]["meanN"]
    return {
        "seconds": seconds, "events": events, "rate": events / (TRAJECTORIES * END[A]), "meanN": mean["value"],
        # Of one trajectory, for a peer has one.
        "spread": mean["standardError"] * math.sqrt(TRAJECTORIES), "version": "",
    }  # fmt: skip


def loop(program, A, events):
    before = processor_time()
    mean = subprocess.run(
        [program, "heisenberg", str(A), "1", str(events)], check=True, capture_output=True, text=True
    ).stdout
    return {"seconds": processor_time() - before, "events": events, "meanN": float(mean), "version": ""}


def peer(name, A, seed):
    done = subprocess.run(
        [sys.executable, os.path.join(HERE, "simulate.py"), name, str(A), str(END[A]), str(POINTS), str(seed)],
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(A, rounds, program, c_loop, names):
    """All rounds of one A: for each simulator that ran, its results."""
    results, failed = {}, {}
    with tempfile.TemporaryDirectory() as directory:
        for turn in range(rounds):
            own = qpspin(program, A, turn + 1, directory)
            results.setdefault("qpspin", []).append(own)
            results.setdefault("C loop", []).append(loop(c_loop, A, 10_000_000))
            for name in names:
                if name in failed:
                    continue
                try:
                    result = peer(name, A, turn + 1)
                except (RuntimeError, ValueError) as error:
                    failed[name] = str(error)
                    continue
                # A simulator that counts no events had as many as the model has in that time.
                result["events"] = own["rate"] * END[A]
                results.setdefault(name, []).append(result)
    for name, error in failed.items():
        print(f"note: {name} did not run: {error}")
    return results


def report(A, results):
    """Prints the table of one A. Returns whether all means of N agree with qpspin's."""
    own = results["qpspin"]
    mean = statistics.fmean(r["meanN"] for r in own)
    spread = statistics.fmean(r["spread"] for r in own)
    agree = True
    for name, rounds in results.items():
        cost = [1e9 * r["seconds"] / r["events"] for r in rounds]
        ratio = [c / (1e9 * o["seconds"] / o["events"]) for c, o in zip(cost, own)]
        N = statistics.fmean(r["meanN"] for r in rounds)
        verdict = ""
        if name != "qpspin":
            # In units of one trajectory of qpspin. The loop has no seed: all its runs are the same one.
            trajectories = len(rounds)
            if name == "C loop":
                trajectories = rounds[0]["events"] / (own[0]["rate"] * END[A])
            error = spread * math.sqrt(1 / trajectories + 1 / (TRAJECTORIES * len(own)))
            z = (N - mean) / error
            verdict = f"{z:+.1f} errors"
            if abs(z) > LIMIT:
                agree = False
                verdict += "  ANOTHER MODEL?"
        print(
            f"{name:<14} {rounds[0]['version']:<10} {A:>5} {statistics.median(cost):>10.1f}"
            f"  {min(cost):>7.1f} to {max(cost):<7.1f} {statistics.median(ratio):>7.1f}"
            f"  {min(ratio):>5.1f} to {max(ratio):<5.1f}  {N:>9.3f}  {verdict}"
        )
    return agree


def main(program, c_loop, rounds, names):
    print(
        f"{'simulator':<14} {'version':<10} {'A':>5} {'ns/event':>10}  {'of the rounds':<18} {'/qpspin':>7}"
        f"  {'of the rounds':<14}  {'mean N':>9}  against qpspin"
    )
    agree = [report(A, measure(A, rounds, program, c_loop, names)) for A in END]
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]))
