"""Write torch_reference.json: what PyTorch's optimisers do with a fixed sequence of gradients.

PyTorch is no dependency of this project, so the numbers are kept in the repository. To make them
again, outside the checkout's own environment:

    python3 -m venv FOLDER
    FOLDER/bin/pip install torch==2.13.0 numpy
    FOLDER/bin/python tests/engine/descent/rules/make_torch_reference.py
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch

UPDATES = 300
START = [1.0, -2.0, 0.75, 3.0]
OPTIMIZERS = {
    "gd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {}),
    "nesterov": (torch.optim.SGD, {"nesterov": True}),
    "adagrad": (torch.optim.Adagrad, {}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adadelta": (torch.optim.Adadelta, {}),
    "adam": (torch.optim.Adam, {}),
    "amsgrad": (torch.optim.Adam, {"amsgrad": True}),
    "adamw": (torch.optim.AdamW, {}),
    "nadam": (torch.optim.NAdam, {}),
}
CASES = [
    ("gd", {}, 0.1),
    ("momentum", {"beta": 0.9}, 0.01),
    ("momentum", {"beta": 0.5}, 0.1),
    ("nesterov", {"beta": 0.9}, 0.01),
    ("nesterov", {"beta": 0.99}, 0.001),
    ("adagrad", {}, 0.1),
    ("adagrad", {"eps": 0.01}, 0.5),
    ("rmsprop", {}, 0.01),
    ("rmsprop", {"beta": 0.9, "eps": 1e-3}, 0.05),
    ("adadelta", {}, 1.0),
    ("adadelta", {"rho": 0.95, "eps": 1e-4}, 0.5),
    ("adam", {}, 0.1),
    ("adam", {"beta1": 0.8, "beta2": 0.95, "eps": 1e-3}, 0.02),
    ("amsgrad", {}, 0.1),
    ("amsgrad", {"beta1": 0.5, "beta2": 0.9}, 0.03),
    ("adamw", {}, 0.1),
    ("adamw", {"weight_decay": 0.3, "beta1": 0.7}, 0.05),
    ("nadam", {}, 0.05),
    ("nadam", {"momentum_decay": 0.05, "beta1": 0.8, "eps": 1e-4}, 0.02),
]


def gradient(t: int) -> list[float]:
    """Return a dense, a tiny, a fading and a sparse entry; test_rules.py has the same formula."""
    return [
        2 * math.sin(0.3 * t + 1),
        0.001 * math.cos(0.07 * t),
        5 * math.exp(-t / 40) * math.cos(t),
        1.5 if t % 7 == 3 else 0.0,
    ]


def torch_options(rule: str, settings: dict[str, float]) -> dict[str, object]:
    """Return the settings of a rule under the names that PyTorch gives them."""
    options = dict(settings)
    beta = options.pop("beta", None)
    if rule in {"momentum", "nesterov"}:
        options["momentum"] = beta
    elif beta is not None:
        options["alpha"] = beta
    if "beta1" in options or "beta2" in options:
        options["betas"] = (options.pop("beta1", 0.9), options.pop("beta2", 0.999))
    return options


def run(rule: str, settings: dict[str, float], learning_rate: float) -> dict[str, list[float]]:
    """Return theta after some of the updates, by their number."""
    optimizer_class, fixed = OPTIMIZERS[rule]
    theta = torch.tensor(START, requires_grad=True)
    options = fixed | torch_options(rule, settings)
    optimizer = optimizer_class([theta], lr=learning_rate, **options)
    after = {}
    for t in range(UPDATES):
        theta.grad = torch.tensor(gradient(t))
        optimizer.step()
        if t < 5 or t % 20 == 19:
            after[str(t)] = theta.tolist()
    return after


def main() -> None:
    """Write the file beside this script."""
    # NAdam keeps its product of momenta in the default type, which is float32 otherwise.
    torch.set_default_dtype(torch.float64)
    cases = [
        json.dumps(
            {
                "rule": rule,
                "settings": settings,
                "learning_rate": learning_rate,
                "theta_after": run(rule, settings, learning_rate),
            }
        )
        for rule, settings, learning_rate in CASES
    ]
    made_by = json.dumps(f"make_torch_reference.py with PyTorch {torch.__version__}, float64")
    text = (
        f'{{"made_by": {made_by},\n"start": {START},\n"cases": [\n' + ",\n".join(cases) + "\n]}\n"
    )
    Path(__file__).with_name("torch_reference.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
