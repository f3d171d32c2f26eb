"""The model that every simulator runs: heisenberg with aluminium's constants at V = 1 µm³, k = N − m and m as species."""

GAMMA = 18.0  # Γ̄, µm³/s
GAMMA_TRIPLET = 1.8e-3  # Γ̄t, µm³/s
FLIP = 0.1  # 1/τs, 1/s


def reactions(A):
    """Name, reactants, products and rate in 1/s of each process, at volume 1.

    Rates are propensities in particle numbers, with every factor such as k(k − 1)/2 written out, so that no simulator adds
    one of its own; all numbers are written as decimals, since some read 1/2 as an integer division.
    """
    return [
        ("injection_k", [], ["k"], f"{A / 2!r} * (1.0 + 1.0 / (k + 1.0))"),
        ("injection_m", [], ["m"], f"{A / 2!r} * (1.0 - 1.0 / (k + 1.0))"),
        ("annihilation_singlet", ["k", "m"], [], f"{GAMMA!r} * k * m"),
        ("flip_down", ["k"], ["m"], f"{FLIP!r} * k"),
        ("flip_up", ["m"], ["k"], f"{FLIP!r} * m"),
        ("annihilation_kk", ["k", "k"], [], f"{GAMMA_TRIPLET / 2!r} * k * (k - 1.0)"),
        ("annihilation_km", ["k", "m"], [], f"{GAMMA_TRIPLET!r} * k * m"),
        ("annihilation_mm", ["m", "m"], [], f"{GAMMA_TRIPLET / 2!r} * m * (m - 1.0)"),
    ]


def mass_action(name):
    """The number that multiplies the particle numbers, k(k − 1) for two k, where a rate is just that; else None."""
    return {
        "annihilation_singlet": GAMMA,
        "flip_down": FLIP,
        "flip_up": FLIP,
        "annihilation_kk": GAMMA_TRIPLET / 2,
        "annihilation_km": GAMMA_TRIPLET,
        "annihilation_mm": GAMMA_TRIPLET / 2,
    }.get(name)


def sbml(A, k, m):
    """The model as SBML: amounts in particles, one compartment of size 1 that does not enter."""

    def side(tag, names):
        if not names:
            return ""
        inner = "".join(
            f'<speciesReference species="{name}" stoichiometry="{names.count(name)}" constant="true"/>'
            for name in dict.fromkeys(names)
        )
        return f"<{tag}>{inner}</{tag}>"

    def reaction(name, reactants, products, rate):
        used = {s for s in "km" if s in rate.replace("(", " ").replace(")", " ").split()}
        modifiers = "".join(f'<modifierSpeciesReference species="{s}"/>' for s in sorted(used - set(reactants)))
        if modifiers:
            modifiers = f"<listOfModifiers>{modifiers}</listOfModifiers>"
        return (
            f'<reaction id="{name}" reversible="false" fast="false">'
            + side("listOfReactants", reactants)
            + side("listOfProducts", products)
            + modifiers
            + f'<kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML">{mathml(rate)}</math></kineticLaw></reaction>'
        )

    body = "".join(reaction(*r) for r in reactions(A))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">
<model id="heisenberg" substanceUnits="item" timeUnits="second" extentUnits="item" volumeUnits="litre">
<listOfCompartments><compartment id="c" spatialDimensions="3" size="1" constant="true"/></listOfCompartments>
<listOfSpecies>
<species id="k" compartment="c" initialAmount="{k}" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
<species id="m" compartment="c" initialAmount="{m}" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
</listOfSpecies>
<listOfReactions>{body}</listOfReactions>
</model></sbml>"""


def mathml(expression):
    """Content MathML of an expression in +, −, *, / and names."""
    import ast

    operators = {ast.Add: "plus", ast.Sub: "minus", ast.Mult: "times", ast.Div: "divide"}

    def convert(node):
        if isinstance(node, ast.BinOp):
            return f"<apply><{operators[type(node.op)]}/>{convert(node.left)}{convert(node.right)}</apply>"
        if isinstance(node, ast.Name):
            return f"<ci>{node.id}</ci>"
        return f'<cn type="real">{node.value!r}</cn>'

    return convert(ast.parse(expression, mode="eval").body)
