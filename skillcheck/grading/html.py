"""An executed notebook as a page to read: no code, no network, fit for a telephone and for paper."""

from functools import lru_cache
from html import escape
from typing import Any

HOW_TO = "how-to-run"
"""The tag of cells about the notebook itself, which a page leaves out."""

_STYLE = """
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1f2328;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:66rem;margin:0 auto;padding:1rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.2}h2{font-size:1.3rem;margin-top:2.4rem;border-bottom:1px solid #d0d7de}
p{max-width:46rem}a{color:#005f99}img,svg{max-width:100%;height:auto}
pre{background:#f6f8fa;padding:.6rem .8rem;overflow:auto;font-size:.85rem;white-space:pre-wrap;overflow-wrap:anywhere}
code{background:#f6f8fa;padding:0 .2em;overflow-wrap:anywhere}
summary{cursor:pointer;padding:.3rem 0}
details{overflow-x:auto}details table{border-collapse:collapse;font-size:.9rem}
details caption{text-align:left;font-weight:bold}
details td,details th{border-bottom:1px solid #d0d7de}
.error pre{border-left:4px solid #a84300}
@media print{body{font-size:11pt}.scroll{max-height:none!important;overflow:visible!important}h2{break-after:avoid}}
"""


def as_page(notebook: Any, title: str) -> str:
    """Return an executed notebook as one HTML page, complete in itself."""
    body, _ = _exporter().from_notebook_node(notebook)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><style>{_STYLE}</style></head>'
        f"<body><main>{body}</main></body></html>\n"
    )


# A report shows; it runs nothing and asks nobody for anything.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@lru_cache(maxsize=1)
def _exporter() -> Any:
    from nbconvert import HTMLExporter, TemplateExporter
    from nbconvert.filters import Highlight2HTML
    from traitlets.config import Config

    class Exporter(HTMLExporter):
        """Without the last pass, which parses the page anew to describe pictures; ours say what they show."""

        from_notebook_node = TemplateExporter.from_notebook_node

        def default_filters(self) -> Any:
            yield from super().default_filters()
            yield "highlight_code", Highlight2HTML(pygments_lexer="python")

    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {HOW_TO}
    return Exporter(
        config=config,
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
