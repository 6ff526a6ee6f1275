from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.role_accessible import RoleAccessible
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    role: str,
    user: str,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/profile/{organization}/roles/{role}/{user}/".format(
            organization=quote(str(organization), safe=""),
            role=quote(str(role), safe=""),
            user=quote(str(user), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RoleAccessible | None:
    if response.status_code == 200:
        response_200 = RoleAccessible.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 501:
        response_501 = Problem.from_dict(response.json())

        return response_501

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RoleAccessible]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization: str,
    role: str,
    user: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | RoleAccessible]:
    """Send the mail about a granted role again

     Mails the user about the role again, also when it is active already. Role and key stay; an offer can
    be accepted for another 30 days. The same
    offer is mailed once a day, unless a manager of the broker asks for it; before that the answer is
    429 with `Retry-After`.
    There is no request body; one that is sent is ignored.

    Managers of the profile and of the broker. 404 when the user has no role with exactly this
    description here; an
    open request for one is none yet.

    Args:
        organization (str):
        role (str):
        user (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RoleAccessible]
    """

    kwargs = _get_kwargs(
        organization=organization,
        role=role,
        user=user,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    role: str,
    user: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Problem | RoleAccessible | None:
    """Send the mail about a granted role again

     Mails the user about the role again, also when it is active already. Role and key stay; an offer can
    be accepted for another 30 days. The same
    offer is mailed once a day, unless a manager of the broker asks for it; before that the answer is
    429 with `Retry-After`.
    There is no request body; one that is sent is ignored.

    Managers of the profile and of the broker. 404 when the user has no role with exactly this
    description here; an
    open request for one is none yet.

    Args:
        organization (str):
        role (str):
        user (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RoleAccessible
    """

    return sync_detailed(
        organization=organization,
        role=role,
        user=user,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    organization: str,
    role: str,
    user: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | RoleAccessible]:
    """Send the mail about a granted role again

     Mails the user about the role again, also when it is active already. Role and key stay; an offer can
    be accepted for another 30 days. The same
    offer is mailed once a day, unless a manager of the broker asks for it; before that the answer is
    429 with `Retry-After`.
    There is no request body; one that is sent is ignored.

    Managers of the profile and of the broker. 404 when the user has no role with exactly this
    description here; an
    open request for one is none yet.

    Args:
        organization (str):
        role (str):
        user (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RoleAccessible]
    """

    kwargs = _get_kwargs(
        organization=organization,
        role=role,
        user=user,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    role: str,
    user: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Problem | RoleAccessible | None:
    """Send the mail about a granted role again

     Mails the user about the role again, also when it is active already. Role and key stay; an offer can
    be accepted for another 30 days. The same
    offer is mailed once a day, unless a manager of the broker asks for it; before that the answer is
    429 with `Retry-After`.
    There is no request body; one that is sent is ignored.

    Managers of the profile and of the broker. 404 when the user has no role with exactly this
    description here; an
    open request for one is none yet.

    Args:
        organization (str):
        role (str):
        user (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RoleAccessible
    """

    return (
        await asyncio_detailed(
            organization=organization,
            role=role,
            user=user,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
