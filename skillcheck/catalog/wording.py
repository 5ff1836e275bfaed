"""What a second solver was shown of an item, as a digest: a review of other words is no review of these."""

import hashlib
import json

from skillcheck.model import Item


def wording(item: Item) -> str:
    """Return 8 hex digits of an item's stem, options and unit as authored; the key and the rationales have no part."""
    seen = [item.stem, item.unit, [[option.id, option.text] for option in item.options]]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:8]
