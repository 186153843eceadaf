"""What an account may see and write. Every read and every write takes one."""

from dataclasses import dataclass


class ScopeError(Exception):
    """An account asked for what its scope does not hold. The message is French, for the user."""


@dataclass(frozen=True)
class Scope:
    """The départements an account may see (None: all), and the one service it writes for (None: any).

    Reading is shared within a département, as the circular's common diagnosis wants it; a service
    limits what is written, and whose deposits are listed.
    """

    departments: frozenset[str] | None = None
    service: str | None = None

    def require(self, department: str) -> str:
        """Return `department` if the scope holds it; else raise ScopeError."""
        if self.departments is not None and department not in self.departments:
            raise ScopeError(f"Le département {department} n’est pas ouvert à ce compte.")
        return department

    def require_service(self, service: str | None) -> str | None:
        """Return the service to write for: the account's own one, or any if it is not bound to one."""
        if self.service is not None and service not in (None, self.service):
            raise ScopeError(f"Ce compte dépose pour le service {self.service}, pas pour {service}.")
        return self.service or service


OPERATOR = Scope()
"""The one operator of a server that has no accounts yet: everything, on the loopback address only."""
