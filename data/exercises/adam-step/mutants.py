"""Wrong answers to `adam_step`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "no correction": ("m / (1 - beta1**t), v / (1 - beta2**t)", "m, v"),
    "only the mean is corrected": ("v / (1 - beta2**t)", "v"),
    "only the square is corrected": ("m / (1 - beta1**t)", "m"),
    "keeps the corrected means": ("+ eps), m, v", "+ eps), m_hat, v_hat"),
    "corrects with the next step's number": ("(1 - beta1**t), v / (1 - beta2**t)", "(1 - beta1 ** (t + 1)), v / (1 - beta2 ** (t + 1))"),
    "corrects as at the first step": ("(1 - beta1**t), v / (1 - beta2**t)", "(1 - beta1), v / (1 - beta2)"),
    "betas exchanged": ("m = beta1 * m + (1 - beta1) * g\n    v = beta2 * v + (1 - beta2)", "m = beta2 * m + (1 - beta2) * g\n    v = beta1 * v + (1 - beta1)"),
    "weights of old and new exchanged": ("beta1 * m + (1 - beta1) * g", "(1 - beta1) * m + beta1 * g"),
    "eps under the root": ("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat + eps)"),
    "no eps": (" + eps)", " + 0.0)"),
    "no root": ("np.sqrt(v_hat)", "v_hat"),
    "the square of the mean": ("g**2", "m**2"),
    "one size of step for all": ("(1 - beta2) * g**2", "(1 - beta2) * np.mean(g**2)"),
    "uphill": ("w - lr", "w + lr"),
    "momentum alone": ("w - lr * m_hat / (np.sqrt(v_hat) + eps)", "w - lr * m_hat"),
    "another default rate": ("lr=0.001", "lr=0.01"),
    "t from 0 passes": ('    if t < 1:\n        raise ValueError("t counts from 1")\n', "    t = max(t, 1)\n"),
    "in place": ("    m = beta1 * m + (1 - beta1) * g\n", "    m *= beta1\n    m += (1 - beta1) * g\n"),
}
