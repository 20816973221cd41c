"""rasa-sdk's actions, run in this process instead of by a server of their own."""

from __future__ import annotations

from functools import cache
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection


class InProcessActions(EndpointConfig):  # type: ignore[misc]  # Rasa has no types
    """An action endpoint that calls the executor directly.

    Rasa swallows every exception of an action and goes on, so the first one is kept in `fault` for
    the turn to raise.
    """

    def __init__(self) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")
        self.fault: BaseException | None = None

    async def request(self, *args: Any, json: dict[str, Any], **kwargs: Any) -> Any:
        try:
            return await self._executor.run(json)
        except SdkRejection as rejection:
            raise ActionExecutionRejection(rejection.action_name, rejection.message) from None
        except BaseException as fault:
            self.fault = self.fault or fault
            raise


def trust_own_actions() -> None:
    """Skip what Rasa does for others, at every action, event or slot.

    It checks each action's result against a JSON schema, which guards against foreign action servers and was
    84% of a turn's time (docs/adr/0004-rasa-in-process.md). It searches the kind of each event among all
    classes of events. It copies events, which nobody changes, to log them (docs/adr/0009). And it copies
    slots, sixty in a turn, in the way that fits any object (docs/adr/0010).
    """
    RemoteAction._validate_action_result = lambda self, result: True
    Event.resolve_by_type = staticmethod(cache(_kind_of_event))
    Event.__deepcopy__ = lambda self, memo: self
    Slot.__copy__ = _copied


def _copied(slot: Slot) -> Slot:
    made = object.__new__(type(slot))
    made.__dict__.update(slot.__dict__)
    return made


_kind_of_event = Event.resolve_by_type
