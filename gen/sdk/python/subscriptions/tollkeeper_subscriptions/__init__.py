"""A client library for accessing Tollkeeper Credit-Subscription API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
