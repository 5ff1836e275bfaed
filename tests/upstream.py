"""What the front ends complain of by themselves, on pages without a cell of ours: each with its reason and its issue.

A browser test fails at every other page error or console error.
"""

import re

# As it is collected: what was said, then (in brackets) the address that it was said about.
COMPLAINTS = {
    r"Cannot read properties of undefined \(reading 'schema'\)": (
        "The shortcuts of JupyterLab 4.6, in Notebook 7.6, ask for the schema of a setting announced before it is "
        "kept, once a page; nothing is missing later. No issue is known."
    ),
    r"Shared module @jupyterlite/\w+ doesn't exist in shared scope|/@jupyterlite/pyodide-kernel-extension/static/": (
        "The kernel of JupyterLite, which the tests need for the site, is an extension that JupyterLab and Voila load "
        "too, in vain, when both are installed together. https://github.com/jupyterlite/pyodide-kernel/issues/32"
    ),
    r"status of 404 \(File not found\) \[http://127\.0\.0\.1:\d+/api/contents/.*all\.json\]": (
        "JupyterLite asks the web server too for the list of a folder that only the browser has. No issue is known."
    ),
    r"status of 404 \(File not found\) \[http://127\.0\.0\.1:\d+/favicon\.ico\]": (
        "Browsers ask every server for an icon, also a plain file server without one."
    ),
    r"net::ERR_\w+ \[https://cdn\.jsdelivr\.net/npm/@fortawesome/": (
        "Voila takes FontAwesome from a content delivery network, which an offline machine cannot reach; we use none "
        "of its icons. https://github.com/voila-dashboards/voila/pull/870"
    ),
    r'The getter for the shared module is not a function.*"shareKey":"@jupyterlab/docregistry"': (
        "Voila 0.5 is built with JupyterLab 4.2 and loads an extension of Notebook 7.6, built with 4.6, in vain. "
        "https://github.com/voila-dashboards/voila/issues/1514"
    ),
    r"status of 500 \(Internal Server Error\) \[http://127\.0\.0\.1:\d+/api/kernels\?\d+\]": (
        "Jupyter Server 2.21 cannot list its kernels just while one is being started: its last_activity is None then "
        "(TraitError). JupyterLab asks again; no issue is known."
    ),
    r"status of 403 \(Forbidden\) \[http://127\.0\.0\.1:\d+/voila/api/shutdown/": (
        "Voila stops a page's kernel when the page is left, but sends no token with it. "
        "https://github.com/voila-dashboards/voila/issues/1458"
    ),
}


def is_upstream(complaint: str) -> bool:
    """Whether a complaint is one that the front end makes without us."""
    return any(re.search(pattern, complaint, re.DOTALL) for pattern in COMPLAINTS)


# axe's rules that the front ends break outside our panels.
_ARIA = "https://github.com/jupyterlab/jupyterlab/issues/16891"
_NAMES = "https://github.com/jupyterlab/jupyterlab/issues/16890"
_LANDMARKS = "https://github.com/jupyter/notebook/issues/6671"
_NO_LANDMARKS = "Voila's page has no landmark around the outputs of cells; no issue is known."
_SKIP_LINK = "https://github.com/jupyter/notebook/pull/6844"
RULES = {
    "lab": {
        "aria-allowed-attr": _ARIA,  # aria-pressed on the elements around the buttons of the tool bar
        "aria-required-children": _ARIA,
        "aria-input-field-name": _NAMES,  # the editors of cells
        "region": _LANDMARKS,
    },
    "notebook": {
        "aria-allowed-attr": _ARIA,
        "aria-required-children": _ARIA,
        "aria-input-field-name": _NAMES,
        "link-name": _LANDMARKS,  # the logo
        "skip-link": _SKIP_LINK,
        "tabindex": _SKIP_LINK,
    },
    "voila": {"region": _NO_LANDMARKS},
}
