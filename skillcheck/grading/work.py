"""What a worker does with its part of a class: it opens the bank once and marks one submission after another."""

from contextlib import closing
from functools import lru_cache
from platform import node

import msgspec

from skillcheck import sandbox
from skillcheck.grading.exam import Examiner, read_key
from skillcheck.grading.marking import Terms, mark_all, open_catalog, state_of
from skillcheck.grading.pool import Processes
from skillcheck.grading.rescore import Judge
from skillcheck.grading.result import Result
from skillcheck.grading.sources import Source
from skillcheck.model import SkillcheckError

DIED = "stopped the process that graded it, twice; look at this file by itself."


class Part(msgspec.Struct, frozen=True):
    """Some submissions of a class and, as JSON, the terms to mark them by: a worker keeps its bank under those."""

    terms: bytes
    sources: tuple[Source, ...]


def mark_part(part: Part) -> list[bytes]:
    """Return the results of a part, encoded, in the order of its sources."""
    terms, judge = _judge(part.terms)
    return [encode(result) for result in mark_all(part.sources, judge, terms)]


def rescue(part: Part) -> list[bytes]:
    """Return the results of a part that killed its worker: one by one, so that only the deadly one is given up."""
    if len(part.sources) == 1:
        return [encode(Result(name=part.sources[0].name, refused=DIED))]
    singles = [Part(part.terms, (source,)) for source in part.sources]
    with closing(Processes(1)) as pool:
        return [body for found in pool.map(mark_part, singles, rescue) for body in found]


@lru_cache(maxsize=4)
def _judge(terms: bytes) -> tuple[Terms, Judge]:
    found = msgspec.json.decode(terms, type=Terms)
    catalog = open_catalog(found)
    if found.state and state_of(found, catalog) != found.state:
        raise SkillcheckError(
            f"The worker on {node()} would grade by another bank, key or version of skillcheck than was asked for: "
            "give it the same files, or if they were changed just now, run again."
        )
    examiner = Examiner(read_key(found.key)) if found.key else None
    return found, Judge(catalog, sandbox.Template().check, examiner)


_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Result)


def encode(result: Result) -> bytes:
    """Return a result as bytes: what travels between processes and is kept for the next run."""
    return _encoder.encode(result)


def decode(body: bytes) -> Result:
    """Return the result in bytes of `encode`; msgspec's errors when they are of another version."""
    return _decoder.decode(body)
