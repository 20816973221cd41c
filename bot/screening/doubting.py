"""Doubts: what was not understood stands before a link until the person says what it is.

A message of which nobody knows what it says about health is *unheard* (contract, rule 8). Before an outcome
that would be `eligible` the unheard messages are put once, together. A red flag that is likely and not
certain
is asked about at once (rule 5). An age under the clinic's minimum ends the check (rule 9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from bot.content.knowledge import Checklist, Knowledge
from bot.domain.decision import decide
from bot.domain.names import AGE, NOT_UNDERSTOOD, SELF_HARM, URGENCIES, Urgency
from bot.domain.screening import Doubt, PossibleFlag, Screening, SideQuestion, every_yes
from bot.screening.saying import Saying, Step, remark

LONGEST_QUOTE = 80
"""Characters of a message that a doubt repeats."""
MOST_QUOTED = 5
"""Messages that a doubt repeats; it speaks of the others as more."""


def doubtful(screening: Screening) -> tuple[str, ...]:
    """What is in doubt besides the answers, as `decide` takes it."""
    words = (NOT_UNDERSTOOD,) if screening.health_words or screening.noted else ()
    return (*words, AGE) if screening.age_said else words


def must_be_put(screening: Screening, checklist: Checklist) -> bool:
    """Whether nothing but unheard messages stands between the answers and `eligible`."""
    otherwise = decide(checklist.ids, screening.answers, screening.red_flags, doubtful=doubtful(screening))
    return bool(screening.unheard) and otherwise.outcome == "eligible"


def leave_unheard(screening: Screening, said: str) -> Step:
    """Keep a message that nobody understood. It waits; nothing is said of it."""
    if not said.strip():
        raise ValueError("an empty message leaves nothing unheard")
    return screening.but(unheard=(*screening.unheard, said)), ()


def note(screening: Screening, said: str) -> Step:
    """Keep what no question asks about and a clinician looks at first. Nothing is said of it here."""
    if not said.strip():
        raise ValueError("an empty message tells nothing")
    if said in screening.noted:
        return screening, ()
    ended = screening.consented and screening.state == "finished" and not screening.red_flags
    return screening.but(noted=(*screening.noted, said), run=screening.run + ended), ()


def put_doubt(screening: Screening) -> Step:
    """Ask whether the unheard messages say anything about health."""
    if not screening.unheard:
        raise ValueError("nothing is unheard")
    waiting = Doubt(screening.unheard)
    known = screening.doubts[:-1] if screening.open_doubt == waiting else left_doubts(screening)
    same = screening.waiting_for == "doubt" and screening.open_doubt == waiting
    after = screening.but(
        state="asking",
        question=None,
        retaking=None,
        part=None,
        unclear=screening.unclear if screening.waiting_for == "doubt" else 0,
        repair=None,
        waiting_for="doubt",
        doubts=(*known, waiting),
        asked=screening.asked + (not same),
    )
    quoted = [f"“{shortened(said)}”" for said in waiting.said[-MOST_QUOTED:]]
    more = len(waiting.said) > MOST_QUOTED
    wording = "doubt_many" if more else "doubt"
    return after, (Saying("doubt", wording, {"said": "\n".join(quoted)}, "doubt"),)


def without_needless_doubt(screening: Screening, checklist: Checklist) -> Screening:
    """A doubt that waits waits no more where an answer has come that needs no such question."""
    if screening.waiting_for != "doubt" or must_be_put(screening, checklist):
        return screening
    return screening.but(waiting_for=None, doubts=left_doubts(screening))


def left_doubts(screening: Screening) -> tuple[Doubt, ...]:
    """The doubts put so far, the one that waits left without an answer.

    None is taken out: the number of a doubt must name no other one, so that an old choice never clears newer
    words (contract, rule 3).
    """
    if screening.open_doubt is None:
        return screening.doubts
    return (*screening.doubts[:-1], replace(screening.open_doubt, answer="left"))


def settle_doubt(screening: Screening, number: int, answer: Literal["none", "health"]) -> Step:
    """The person says what doubt `number` (counted from 1) is: nothing about health, or perhaps something.

    A doubt that was called health is put again before it is cleared, as a `yes` is asked again (rule 4).
    One that was left is cleared by none of its old choices: its words are put anew.
    """
    if not 1 <= number <= len(screening.doubts):
        raise ValueError(f"no doubt {number} was put")
    doubt = screening.doubts[number - 1]
    if doubt.answer == answer or (doubt.answer, answer) == ("left", "none"):
        return screening, ()
    if doubt.answer == "health":
        again = _answered(screening, number, "left").but(unheard=(*doubt.said, *screening.unheard))
        return put_doubt(again)
    waits = doubt.answer in (None, "left")
    after = _answered(screening, number, answer).but(
        unheard=_without(screening.unheard, doubt.said) if waits else screening.unheard,
        unclear=0,
        run=screening.run + (screening.state == "finished"),
    )
    if screening.waiting_for == "doubt":
        after = after.but(waiting_for=next_side_question(after))
    return after, (remark(f"doubt_{answer}"),)


def _answered(screening: Screening, number: int, answer: Literal["none", "health", "left"]) -> Screening:
    doubts = list(screening.doubts)
    doubts[number - 1] = replace(doubts[number - 1], answer=answer)
    return screening.but(doubts=tuple(doubts))


def unclear_doubt(screening: Screening) -> Step:
    """A reply to a doubt that is not understood either: asked once more, then it counts as "not sure"."""
    if screening.open_doubt is None:
        raise ValueError("no doubt waits")
    if screening.unclear:
        put, _ = put_doubt(screening)
        return settle_doubt(put, len(put.doubts), "health")
    return put_doubt(screening.but(unclear=1))


def check_emergency(screening: Screening, flag: str, said: str) -> Step:
    """Say the emergency number and ask once whether `flag` is happening now."""
    after = screening.but(
        waiting_for="emergency_check",
        emergency_checks=(*screening.emergency_checks, PossibleFlag(flag, said)),
        asked=screening.asked + 1,
    )
    return after, (_emergency_check(after),)


def repeat_emergency_check(screening: Screening) -> Step:
    """The same question once more."""
    return screening, (_emergency_check(screening),)


def _emergency_check(screening: Screening) -> Saying:
    if screening.possible_flag is None:
        raise ValueError("no possible red flag waits")
    flag = screening.possible_flag.flag
    return Saying(f"emergency_check:{flag}", "emergency_check", {"flag": flag}, "emergency")


def close_emergency_check(screening: Screening, *, unheard: bool) -> Step:
    """It is not happening now; or something else was said, and the words stay unheard."""
    possible = screening.possible_flag
    if possible is None:
        raise ValueError("no possible red flag waits")
    closed = screening.but(waiting_for=next_side_question(screening))
    if unheard:
        return closed.but(unheard=(*closed.unheard, possible.said)), ()
    return closed, (remark("emergency_closed"),)


def report(screening: Screening, flags: tuple[str, ...], knowledge: Knowledge) -> Step:
    """Red flags were reported: the screening ends as urgent, with the advice for the first.

    A second one is told in short, so that what to do now is not lost among the words.
    """
    if not flags:
        raise ValueError("no red flag was reported")
    waits = screening.possible_flag
    passed_over = (waits.said,) if waits is not None and waits.flag not in flags else ()
    after = screening.but(
        state="finished",
        question=None,
        unheard=(*screening.unheard, *passed_over),
        retaking=None,
        repair=None,
        waiting_for=None,
        candidate=None,
        red_flags=tuple(dict.fromkeys((*screening.red_flags, *flags))),
    )
    advice = [Saying(f"emergency:{flags[0]}", f"red_flag:{flags[0]}")]
    advice += [Saying(f"emergency:{flag}", f"again:{flag}") for flag in flags[1:2]]
    return after, (*advice, Saying("outcome:urgent", _end(after.red_flags, knowledge)))


def most_urgent(flags: Iterable[str], knowledge: Knowledge) -> str:
    """The red flag that decides what is said: self-harm before any other, then the first most urgent one."""
    return min(flags, key=lambda flag: (flag != SELF_HARM, URGENCIES.index(_urgency(flag, knowledge))))


def _end(flags: Iterable[str], knowledge: Knowledge) -> str:
    """The wording of the end that fits these red flags; after self-harm nothing is said of a closed check."""
    flag = most_urgent(flags, knowledge)
    urgency = SELF_HARM if flag == SELF_HARM else _urgency(flag, knowledge)
    return "outcome_urgent" if urgency == URGENCIES[0] else f"outcome_urgent_{urgency}"


def _urgency(flag: str, knowledge: Knowledge) -> Urgency:
    known = knowledge.red_flags.get(flag)
    return known.urgency if known else URGENCIES[0]


def under_age(screening: Screening, knowledge: Knowledge, said: str) -> Step:
    """An age under the clinic's minimum was told: the check ends, and never comes to `eligible` again.

    After a red flag it is only remembered: nothing goes on there, and staff may release the flag.
    """
    if screening.red_flags:
        return screening.but(age_said=said), ()
    after = Screening(
        locale=screening.locale,
        earlier_yes=every_yes(screening, knowledge.checklist.ids),
        told=screening.told,
        subject=screening.subject,
        red_flags=screening.red_flags,
        unheard=screening.unheard,
        noted=screening.noted,
        doubts=left_doubts(screening),
        emergency_checks=screening.emergency_checks,
        age_said=said,
        asked=screening.asked + 1,
        pressed=screening.pressed,
        unknown=screening.unknown,
        run=screening.run,
        checklist_version=screening.checklist_version,
    )
    return after, (Saying("clinic_contact", "under_age"),)


def next_side_question(screening: Screening) -> SideQuestion | None:
    """What waits again when a side question is closed: whose the answers are, or a doubt.

    In a pause no doubt waits: a bare no goes on with the check first, and then the doubt is put again. Nor
    does one while a question is asked again: that comes first.
    """
    if screening.candidate is not None:
        return "whose"
    waits = screening.open_doubt and screening.state == "asking" and not screening.retaking
    return "doubt" if waits else None


def _without(said: tuple[str, ...], settled: tuple[str, ...]) -> tuple[str, ...]:
    left = list(said)
    for words in settled:
        if words in left:
            left.remove(words)
    return tuple(left)


def shortened(said: str) -> str:
    """What somebody said, on one line and not too long."""
    words = " ".join(said.split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
