"""What stands on the paper that a village council reads, argues with and signs.

`paper` is the paper as plain data; `build` chooses and orders. Drawing it is for `reports`.
Content and order follow community score cards, social audits and feedback practice (CARE 2002,
IFRC).
"""

from fieldapp.domain.council.build import KINDS_ON_PAPER, PaperNeeds, council_paper
from fieldapp.domain.council.paper import CouncilPaper, Period

__all__ = ["KINDS_ON_PAPER", "CouncilPaper", "PaperNeeds", "Period", "council_paper"]
