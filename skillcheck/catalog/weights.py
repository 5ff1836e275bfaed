"""What a role's needs weigh: its blocks' shares, divided among their skills by use."""

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from skillcheck.model import DataError, Role, Skill

from .naming import check_known


def weighted(role: Role, skills: Mapping[str, Skill], file: str) -> Role:
    """Return a role whose needs have weights: share of the block / 100 * use / sum of use in the block.

    DataError: shares that do not sum to 100, an unknown or repeated skill, a block with a share but nothing used in it.
    """
    where = f"{file}: {role.id}"
    _check(role, skills, where)
    use: dict[str, float] = defaultdict(float)
    for need in role.needs:
        use[skills[need.skill].block] += need.use
    for block, share in role.shares.items():
        if share > 0 and not use[block]:
            raise DataError(f"{where}: block {block} has {share:g} % of the role but no skill in use")
    needs = []
    for need in role.needs:
        block = skills[need.skill].block
        share = role.shares.get(block, 0.0) / 100
        needs.append(msgspec.structs.replace(need, weight=share * need.use / use[block] if use[block] else 0.0))
    return msgspec.structs.replace(role, needs=tuple(needs))


def _check(role: Role, skills: Mapping[str, Skill], where: str) -> None:
    asked = [need.skill for need in role.needs]
    check_known(asked, skills, where)
    for need in role.needs:
        if asked.count(need.skill) > 1:
            raise DataError(f"{where}: skill '{need.skill}' stands twice in needs")
        if not (0 <= need.use <= 3 and 0 <= need.target <= 3):
            raise DataError(f"{where}: skill '{need.skill}': use and target go from 0 to 3")
        if need.weight:
            raise DataError(f"{where}: skill '{need.skill}': leave out 'weight'; it is computed from shares and use")
    blocks = {skill.block for skill in skills.values()}
    unknown = sorted(set(role.shares) - blocks)
    if unknown:
        raise DataError(f"{where}: shares name block '{unknown[0]}'; there are {', '.join(sorted(blocks))}")
    if min(role.shares.values(), default=0) < 0:
        raise DataError(f"{where}: a share is negative")
    if abs(sum(role.shares.values()) - 100) > 1e-6:
        raise DataError(f"{where}: shares sum to {sum(role.shares.values()):g}, wanted 100")
