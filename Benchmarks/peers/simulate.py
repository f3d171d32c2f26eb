"""One run of one simulator: `simulate.py NAME A END POINTS SEED`, in s; prints JSON.

"seconds" is the processor time of the simulation call alone, child processes included: neither imports nor the building or
compiling of the model. "meanN" is the mean of N = k + m over the evenly spaced points of the last nine tenths.
"""

import json
import resource
import sys

from model import mass_action, reactions, sbml


def rebop(A, end, points, seed, start):
    import rebop

    simulator = rebop.Gillespie()
    for name, reactants, products, rate in reactions(A):
        # Its documentation recommends mass action, a number, wherever a rate is that: number · k · (k − 1) for two k.
        simulator.add_reaction(mass_action(name) or rate, reactants, products)

    def run():
        data = simulator.run(start, tmax=end, nb_steps=points, rng=seed)
        return data.k.values + data.m.values

    return rebop.__version__, run


def copasi(A, end, points, seed, start):
    import basico

    basico.load_model_from_string(sbml(A, **start))
    basico.set_task_settings(
        "Time-Course",
        {
            "problem": {"Duration": end, "StepNumber": points},
            "method": {
                "name": "Stochastic (Direct method)",
                "Max Internal Steps": 2_000_000_000,
                "Use Random Seed": True,
                "Random Seed": seed,
            },
        },
    )

    def run():
        data = basico.run_time_course(use_numbers=True)
        return (data["k"] + data["m"]).to_numpy()

    return basico.COPASI.__version__, run


def gillespy2(A, end, points, seed, start):
    import gillespy2
    import numpy

    # Particle numbers in a volume of 1; its C++ solver, with the rates as they are written.
    model = gillespy2.Model("heisenberg")
    model.add_species([gillespy2.Species(s, initial_value=n, mode="discrete") for s, n in start.items()])
    for name, reactants, products, rate in reactions(A):
        model.add_reaction(
            gillespy2.Reaction(
                name=name,
                reactants={s: reactants.count(s) for s in reactants},
                products={s: products.count(s) for s in products},
                propensity_function=rate,
            )
        )
    model.timespan(numpy.linspace(0, end, points + 1))
    solver = gillespy2.SSACSolver(model)
    # The first run compiles.
    solver.run(t=end / 1000, number_of_trajectories=1)

    def run():
        data = solver.run(number_of_trajectories=1, seed=seed)[0]
        return data["k"] + data["m"]

    return gillespy2.__version__, run


def libroadrunner(A, end, points, seed, start):
    import roadrunner

    simulator = roadrunner.RoadRunner(sbml(A, **start))
    simulator.setIntegrator("gillespie")
    integrator = simulator.getIntegrator()
    integrator.setValue("seed", seed)
    integrator.setValue("variable_step_size", False)
    simulator.timeCourseSelections = ["time", "k", "m"]

    def run():
        data = simulator.simulate(0, end, points + 1)
        return data[:, 1] + data[:, 2]

    return roadrunner.__version__, run


def processor_time():
    """User and system time of this process and of those that it has waited for, in s."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main(name, A, end, points, seed):
    start = {"k": 10, "m": 0}
    version, run = {"rebop": rebop, "copasi": copasi, "gillespy2": gillespy2, "libroadrunner": libroadrunner}[name](
        A, end, points, seed, start
    )
    before = processor_time()
    N = run()
    seconds = processor_time() - before
    if len(N) < points:
        raise RuntimeError(f"{name} gave {len(N)} points of {points}")
    late = N[len(N) // 10 :]
    print(json.dumps({"version": str(version), "seconds": seconds, "meanN": float(late.mean())}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
