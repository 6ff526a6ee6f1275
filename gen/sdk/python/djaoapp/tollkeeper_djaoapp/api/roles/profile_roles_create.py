from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.user_role_create import UserRoleCreate
from ...models.user_role_input import UserRoleInput
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    role: str,
    *,
    body: UserRoleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["force"] = force

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/profile/{organization}/roles/{role}/".format(
            organization=quote(str(organization), safe=""),
            role=quote(str(role), safe=""),
        ),
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | UserRoleCreate | None:
    if response.status_code == 200:
        response_200 = UserRoleCreate.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = UserRoleCreate.from_dict(response.json())

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
) -> Response[Problem | UserRoleCreate]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: UserRoleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | UserRoleCreate]:
    """Grant a role on a profile

     Offers the role to a user, found by username or else by e-mail, and mails the user on each call. A
    user has at most one role on a
    profile: a request is accepted, an active role changes at once, an offer is repeated with its key. A
    new role waits for
    `users_accessibles_accept_update`, unless its description needs no consent.

    With `force` a user that does not exist is created from the e-mail and always has to accept.

    Managers of the profile and of the broker. Refused with 404: no such role description, or no such
    user without
    `force`; with 400: neither `slug` nor `email`, or `force` without an e-mail.

    Args:
        organization (str):
        role (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (UserRoleInput): A user to give a role to; `slug` or `email` is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UserRoleCreate]
    """

    kwargs = _get_kwargs(
        organization=organization,
        role=role,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: UserRoleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | UserRoleCreate | None:
    """Grant a role on a profile

     Offers the role to a user, found by username or else by e-mail, and mails the user on each call. A
    user has at most one role on a
    profile: a request is accepted, an active role changes at once, an offer is repeated with its key. A
    new role waits for
    `users_accessibles_accept_update`, unless its description needs no consent.

    With `force` a user that does not exist is created from the e-mail and always has to accept.

    Managers of the profile and of the broker. Refused with 404: no such role description, or no such
    user without
    `force`; with 400: neither `slug` nor `email`, or `force` without an e-mail.

    Args:
        organization (str):
        role (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (UserRoleInput): A user to give a role to; `slug` or `email` is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UserRoleCreate
    """

    return sync_detailed(
        organization=organization,
        role=role,
        client=client,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    organization: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: UserRoleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | UserRoleCreate]:
    """Grant a role on a profile

     Offers the role to a user, found by username or else by e-mail, and mails the user on each call. A
    user has at most one role on a
    profile: a request is accepted, an active role changes at once, an offer is repeated with its key. A
    new role waits for
    `users_accessibles_accept_update`, unless its description needs no consent.

    With `force` a user that does not exist is created from the e-mail and always has to accept.

    Managers of the profile and of the broker. Refused with 404: no such role description, or no such
    user without
    `force`; with 400: neither `slug` nor `email`, or `force` without an e-mail.

    Args:
        organization (str):
        role (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (UserRoleInput): A user to give a role to; `slug` or `email` is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UserRoleCreate]
    """

    kwargs = _get_kwargs(
        organization=organization,
        role=role,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    role: str,
    *,
    client: AuthenticatedClient | Client,
    body: UserRoleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | UserRoleCreate | None:
    """Grant a role on a profile

     Offers the role to a user, found by username or else by e-mail, and mails the user on each call. A
    user has at most one role on a
    profile: a request is accepted, an active role changes at once, an offer is repeated with its key. A
    new role waits for
    `users_accessibles_accept_update`, unless its description needs no consent.

    With `force` a user that does not exist is created from the e-mail and always has to accept.

    Managers of the profile and of the broker. Refused with 404: no such role description, or no such
    user without
    `force`; with 400: neither `slug` nor `email`, or `force` without an e-mail.

    Args:
        organization (str):
        role (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (UserRoleInput): A user to give a role to; `slug` or `email` is required.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UserRoleCreate
    """

    return (
        await asyncio_detailed(
            organization=organization,
            role=role,
            client=client,
            body=body,
            force=force,
            idempotency_key=idempotency_key,
        )
    ).parsed
