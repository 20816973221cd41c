"""rasa-sdk's actions, run in this process instead of by a server of their own."""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import ActionExecutionRejection
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
