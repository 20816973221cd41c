"""The assistant as the suites see it: text in, what was understood out."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from functools import cached_property, partial

from benchmarks.evaluation.exchange import ExchangeReader
from bot.content.knowledge import Knowledge
from bot.content.loading import load
from bot.domain.interpretation import Interpretation
from bot.domain.screening import Screening
from bot.language.answers.reading import Reading
from bot.language.conditions.finding import ConditionReader
from bot.language.context.in_context import Setting, in_context
from bot.language.readers import Readers
from bot.language.red_flags.finding import find
from bot.service.assembly import load_dialogue
from bot.settings import Settings


class Assistant:
    """The trained model and the rules, without a store."""

    def __init__(self, settings: Settings) -> None:
        self.knowledge: Knowledge = load()
        self._readers = Readers.of(self.knowledge)
        self._dialogue = load_dialogue(settings, self._readers)
        self.red_flags = partial(find, rules=self._readers.red_flags)
        self.seconds: list[float] = []

    @cached_property
    def exchange(self) -> ExchangeReader:
        """Reads a foreign question together with its answer."""
        return ExchangeReader(ConditionReader(self.knowledge, self._readers.lexicon), self._readers.lexicon)

    def understand(self, text: str, screening: Screening | None = None) -> Interpretation:
        """Red flags, pipeline and context, as in a turn; the time is kept."""
        stands = screening or Screening()
        started = time.perf_counter()
        self.red_flags(text)
        meant = self._dialogue.understand(text, stands)
        minimum_age, wishes = self.knowledge.clinic.minimum_age, self._readers.lexicon.wishes
        setting = Setting(
            stands, self.knowledge.checklist, minimum_age, datetime.now(timezone.utc).date(), wishes
        )
        meant = in_context(meant, setting)
        self.seconds.append(time.perf_counter() - started)
        return meant

    def answer(self, question: str, text: str, part: str | None = None) -> tuple[Interpretation, Reading]:
        """What `text` says when `question` is asked."""
        meant = self.understand(text, Screening(state="asking", question=question, run=1))
        return meant, self._readers.answers.read(question, meant, part=part)
