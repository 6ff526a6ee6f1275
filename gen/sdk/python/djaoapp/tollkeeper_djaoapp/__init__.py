"""A client library for accessing Tollkeeper DjaoApp API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
