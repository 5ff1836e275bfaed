"""A sheet: a title, words, code to copy, hints one at a time, an outcome. Parts that are empty are not shown."""

import traitlets

from skillcheck.widgets.surface import Surface, script


class Sheet(Surface):
    """What exercises and notices are shown on; all HTML in it has been cleaned."""

    _esm = script("sheet.js")

    title = traitlets.Unicode("").tag(sync=True)
    body = traitlets.Unicode("").tag(sync=True)
    code = traitlets.Unicode("").tag(sync=True)
    code_html = traitlets.Unicode("").tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hints_left = traitlets.Int(0).tag(sync=True)
    outcome = traitlets.Unicode("").tag(sync=True)
