"""Resume advice: a bullet from a project, what a bullet lacks, and a skills section that claims only what is met."""

import re
from collections.abc import Collection, Mapping

from skillcheck.model import Project, Resume

# Verbs that do not end in -ed, or that need naming because they are two words.
_VERBS = (
    "built|led|cut|won|wrote|drove|ran|taught|grew|rebuilt|rewrote|set up|sped up|made|found|brought|took|turned|"
    "fine-tuned|shrank|split|kept|held|beat|gave|drew|oversaw"
)
_WEAK = (
    "worked|helped|assisted|participated|involved|used|utilized|utilised|experienced|skilled|interested|familiarized|"
    "tasked|contributed|supported|exposed"
)
_VERB = re.compile(rf"^(?:(?!(?:{_WEAK})\b)[a-z]+(?:-[a-z]+)?ed|{_VERBS})\b", re.I)

_TOOLS = re.compile(
    r"""(?<!\w)(?:
    scikit-learn|sklearn|xgboost|lightgbm|catboost|pytorch|tensorflow|keras|jax|hugging\ face|
    transformers?|numpy|pandas|matplotlib|statsmodels|mlflow|kubeflow|sagemaker|vertex\ ai|
    weights\ &\ biases|docker|kubernetes|airflow|spark|duckdb|sql|postgres\w*|fastapi|flask|
    onnx(?:\ runtime)?|tensorrt|core\ ml|litert|tflite|lora|qlora|peft|langchain|llama|mistral|gemma|bert|
    gpt|gymnasium|pytest|github\ actions|git|bigquery|snowflake|kafka|redis|river|lifelines|fgsm|pgd|
    bm25|tf-idf|lsa|k-means|q-learning|sarsa|policy\ gradients?|shap|cuped|dbt|collaborative\ filtering|
    matrix\ factori[sz]ation|two[- ]towers?|embeddings?|gradient\ boosting|random\ forests?|
    logistic\ regression|poisson|negative\ binomial|mixtures|cnns?|rnns?|lstms?|u-net|yolo\w*|
    transfer\ learning|quanti[sz]ation|pruning|distillation|soft\ targets|rag|hybrid\ search|re-ranking|
    bootstrap|nist|model\ card|cross-validation|bayesian|arima|prophet|all-reduce|fsdp|deepspeed|
    a/b\ test\w*|c\+\+|rust|scala|feature\ engineering
    )(?!\w)""",
    re.I | re.X,
)
_MEASURED = re.compile(
    r"\d[\d.,]*\s*[+]?\s*(?:%|percent\b|points?\b|pp\b|x\b|×|-?fold\b|ms\b|milliseconds?\b|seconds?\b|minutes?\b|hours?\b)"
    r"|[$€£₹]\s?\d",
    re.I,
)
_EFFECT = re.compile(
    r"\b(?:reduc|increas|sav|achiev|improv|cut|rais|lower|reach|lift|boost|gain|halv|doubl|tripl|beat|outperform|keep|"
    r"hold|clos|confirm|catch|detect|settl|cover|finish)\w*\b[^.;]*\d|\bfrom [^.;]*\d[^.;]* to [^.;]*\d",
    re.I,
)
_BLANK = re.compile(r"\[[^\]]*\]")
_GENERIC = re.compile(
    r"\b(?:AI|artificial intelligence|machine learning|deep learning|neural networks?|NLP|ML)\b", re.I
)


def bullet(project: Project, parts: Mapping[str, str] | None = None) -> str:
    """Return a resume bullet for a project: verb, what, how, scale and outcome, with blanks where numbers belong.

    `parts` replaces any of verb, what, how, scale, outcome; blanks stand in square brackets and must be filled from the
    project's own results.
    """
    blanks = {
        "verb": "Built",
        "what": project.name,
        "how": "[tools]",
        "scale": "on [how much data or how many users]",
        "outcome": "[what improved, from what to what]",
    }
    said = blanks | project.bullet | dict(parts or {})
    return f"{said['verb']} {said['what']} using {said['how']} {said['scale']}, {said['outcome']}"


def lint_bullet(text: str) -> tuple[str, ...]:
    """Return what a resume bullet lacks, a sentence each; nothing for a bullet that says it all."""
    text = text.strip().lstrip("-*• ").strip()
    if not text:
        return ("There is nothing here yet: begin with a verb that says what you did.",)
    blanks = _BLANK.findall(text)
    rest = _BLANK.sub("0", text) if blanks else text
    found = []
    if blanks:
        found.append(f"A blank is left: put your own figure or name for {blanks[0]}.")
    if not _VERB.match(rest):
        found.append("No action verb: begin with what you did, as in built, designed, reduced.")
    if not re.search(r"\d", rest):
        found.append("No number: say how much data, how many users, how fast or how often.")
    if not _TOOLS.search(rest):
        found.append("No tool or technique: name what you did it with, as in XGBoost, LoRA, MLflow.")
    if not (_MEASURED.search(rest) or _EFFECT.search(rest)):
        found.append("No outcome: say what got better, measured, as in 'reducing false positives by 34%'.")
    if _GENERIC.search(rest) and not _TOOLS.search(rest):
        found.append("Generic: instead of AI, ML or deep learning in general, name the technique and what it was for.")
    return tuple(found)


def skills_section(met: Collection[str], resume: Resume) -> str:
    """Return the skills section in the guide's layout, a line for each label, claiming only skills that are met."""
    lines = []
    for line in resume.section:
        entries = [entry.text for entry in line.entries if entry.skill in met]
        if entries:
            lines.append(f"{line.label}: {', '.join(entries)}")
    return "\n".join(lines) or "Nothing to claim yet: a skill enters here once its target is met."
