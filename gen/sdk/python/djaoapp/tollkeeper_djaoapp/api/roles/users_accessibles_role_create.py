from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accessible import Accessible
from ...models.problem import Problem
from ...models.role_input import RoleInput
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    role: str,
    *,
    body: RoleInput,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/users/{user}/accessibles/{role}/".format(
            user=quote(str(user), safe=""),
            role=quote(str(role), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Accessible | Problem | None:
    if response.status_code == 200:
        response_200 = Accessible.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Accessible.from_dict(response.json())

        return response_201

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

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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
) -> Response[Accessible | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    user: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: RoleInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accessible | Problem]:
    """Ask for a certain role on a profile

     Asks the managers of a profile for this role; they may grant another one. They get a mail with the
    `message`, again while the request is
    open. When the user has a role or offer on the profile already, it is returned unchanged without a
    mail.

    The user and managers of the broker. Refused with 404: no such user, profile, or role on that
    profile; with 400: neither `organization`
    nor `slug`.

    Args:
        user (str):
        role (str):
        idempotency_key (str | Unset):
        body (RoleInput): A profile to ask for the role of the path on; `organization` or `slug`
            is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accessible | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        role=role,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: RoleInput,
    idempotency_key: str | Unset = UNSET,
) -> Accessible | Problem | None:
    """Ask for a certain role on a profile

     Asks the managers of a profile for this role; they may grant another one. They get a mail with the
    `message`, again while the request is
    open. When the user has a role or offer on the profile already, it is returned unchanged without a
    mail.

    The user and managers of the broker. Refused with 404: no such user, profile, or role on that
    profile; with 400: neither `organization`
    nor `slug`.

    Args:
        user (str):
        role (str):
        idempotency_key (str | Unset):
        body (RoleInput): A profile to ask for the role of the path on; `organization` or `slug`
            is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accessible | Problem
    """

    return sync_detailed(
        user=user,
        role=role,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    user: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: RoleInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accessible | Problem]:
    """Ask for a certain role on a profile

     Asks the managers of a profile for this role; they may grant another one. They get a mail with the
    `message`, again while the request is
    open. When the user has a role or offer on the profile already, it is returned unchanged without a
    mail.

    The user and managers of the broker. Refused with 404: no such user, profile, or role on that
    profile; with 400: neither `organization`
    nor `slug`.

    Args:
        user (str):
        role (str):
        idempotency_key (str | Unset):
        body (RoleInput): A profile to ask for the role of the path on; `organization` or `slug`
            is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accessible | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        role=role,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: RoleInput,
    idempotency_key: str | Unset = UNSET,
) -> Accessible | Problem | None:
    """Ask for a certain role on a profile

     Asks the managers of a profile for this role; they may grant another one. They get a mail with the
    `message`, again while the request is
    open. When the user has a role or offer on the profile already, it is returned unchanged without a
    mail.

    The user and managers of the broker. Refused with 404: no such user, profile, or role on that
    profile; with 400: neither `organization`
    nor `slug`.

    Args:
        user (str):
        role (str):
        idempotency_key (str | Unset):
        body (RoleInput): A profile to ask for the role of the path on; `organization` or `slug`
            is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accessible | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            role=role,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
