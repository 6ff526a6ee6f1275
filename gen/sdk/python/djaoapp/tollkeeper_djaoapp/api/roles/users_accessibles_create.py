from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accessible import Accessible
from ...models.accessible_input import AccessibleInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    *,
    body: AccessibleInput,
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
        "url": "/users/{user}/accessibles/".format(
            user=quote(str(user), safe=""),
        ),
        "params": params,
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
    *,
    client: AuthenticatedClient | Client,
    body: AccessibleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accessible | Problem]:
    """Ask for a role on a profile

     Asks the managers of a profile for a role; they choose which one. The profile is the one with that
    `slug`, as it is written or as a slug
    is made of it, or without a `slug` the oldest one with that `email`. The managers get a mail with
    the `message`. When the user has a role or request on the profile already, it is
    returned unchanged without a mail; a role that was offered is accepted that way if the caller is the
    user.

    With `force` a profile that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager. It is called
    like the `slug`, or like the company in the e-mail: `acme` for `joe@mail.acme.com`.

    The user and managers of the broker. Refused with 404: no such user, or no such profile without
    `force`; with 400: `force` without an
    `email`.

    Args:
        user (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (AccessibleInput): A profile to ask for a role on, by `slug` or by `email`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accessible | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: AccessibleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Accessible | Problem | None:
    """Ask for a role on a profile

     Asks the managers of a profile for a role; they choose which one. The profile is the one with that
    `slug`, as it is written or as a slug
    is made of it, or without a `slug` the oldest one with that `email`. The managers get a mail with
    the `message`. When the user has a role or request on the profile already, it is
    returned unchanged without a mail; a role that was offered is accepted that way if the caller is the
    user.

    With `force` a profile that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager. It is called
    like the `slug`, or like the company in the e-mail: `acme` for `joe@mail.acme.com`.

    The user and managers of the broker. Refused with 404: no such user, or no such profile without
    `force`; with 400: `force` without an
    `email`.

    Args:
        user (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (AccessibleInput): A profile to ask for a role on, by `slug` or by `email`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accessible | Problem
    """

    return sync_detailed(
        user=user,
        client=client,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: AccessibleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Accessible | Problem]:
    """Ask for a role on a profile

     Asks the managers of a profile for a role; they choose which one. The profile is the one with that
    `slug`, as it is written or as a slug
    is made of it, or without a `slug` the oldest one with that `email`. The managers get a mail with
    the `message`. When the user has a role or request on the profile already, it is
    returned unchanged without a mail; a role that was offered is accepted that way if the caller is the
    user.

    With `force` a profile that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager. It is called
    like the `slug`, or like the company in the e-mail: `acme` for `joe@mail.acme.com`.

    The user and managers of the broker. Refused with 404: no such user, or no such profile without
    `force`; with 400: `force` without an
    `email`.

    Args:
        user (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (AccessibleInput): A profile to ask for a role on, by `slug` or by `email`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Accessible | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        force=force,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: AccessibleInput,
    force: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Accessible | Problem | None:
    """Ask for a role on a profile

     Asks the managers of a profile for a role; they choose which one. The profile is the one with that
    `slug`, as it is written or as a slug
    is made of it, or without a `slug` the oldest one with that `email`. The managers get a mail with
    the `message`. When the user has a role or request on the profile already, it is
    returned unchanged without a mail; a role that was offered is accepted that way if the caller is the
    user.

    With `force` a profile that does not exist is created from the keys sent, with the owner of the
    e-mail as its manager. It is called
    like the `slug`, or like the company in the e-mail: `acme` for `joe@mail.acme.com`.

    The user and managers of the broker. Refused with 404: no such user, or no such profile without
    `force`; with 400: `force` without an
    `email`.

    Args:
        user (str):
        force (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (AccessibleInput): A profile to ask for a role on, by `slug` or by `email`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Accessible | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            client=client,
            body=body,
            force=force,
            idempotency_key=idempotency_key,
        )
    ).parsed
