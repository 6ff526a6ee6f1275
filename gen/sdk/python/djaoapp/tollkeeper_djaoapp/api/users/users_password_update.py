from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.empty import Empty
from ...models.password_change import PasswordChange
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    *,
    body: PasswordChange,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/users/{user}/password/".format(
            user=quote(str(user), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Empty | Problem | None:
    if response.status_code == 200:
        response_200 = Empty.from_dict(response.json())

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
) -> Response[Empty | Problem]:
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
    body: PasswordChange,
    idempotency_key: str | Unset = UNSET,
) -> Response[Empty | Problem]:
    """Change a password

     Sets the password of the user; this activates an account that has none. All their sessions and
    tokens end but those of the sign-in in which they
    change it themselves. API keys go on, and the user is mailed which; with `revoke_api_keys` they end,
    too.

    The user, managers of the broker. Refused with 403: `password` is not the caller's; with 400: the
    new one is too short.

    Args:
        user (str):
        idempotency_key (str | Unset):
        body (PasswordChange): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Empty | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
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
    body: PasswordChange,
    idempotency_key: str | Unset = UNSET,
) -> Empty | Problem | None:
    """Change a password

     Sets the password of the user; this activates an account that has none. All their sessions and
    tokens end but those of the sign-in in which they
    change it themselves. API keys go on, and the user is mailed which; with `revoke_api_keys` they end,
    too.

    The user, managers of the broker. Refused with 403: `password` is not the caller's; with 400: the
    new one is too short.

    Args:
        user (str):
        idempotency_key (str | Unset):
        body (PasswordChange): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Empty | Problem
    """

    return sync_detailed(
        user=user,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: PasswordChange,
    idempotency_key: str | Unset = UNSET,
) -> Response[Empty | Problem]:
    """Change a password

     Sets the password of the user; this activates an account that has none. All their sessions and
    tokens end but those of the sign-in in which they
    change it themselves. API keys go on, and the user is mailed which; with `revoke_api_keys` they end,
    too.

    The user, managers of the broker. Refused with 403: `password` is not the caller's; with 400: the
    new one is too short.

    Args:
        user (str):
        idempotency_key (str | Unset):
        body (PasswordChange): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Empty | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: PasswordChange,
    idempotency_key: str | Unset = UNSET,
) -> Empty | Problem | None:
    """Change a password

     Sets the password of the user; this activates an account that has none. All their sessions and
    tokens end but those of the sign-in in which they
    change it themselves. API keys go on, and the user is mailed which; with `revoke_api_keys` they end,
    too.

    The user, managers of the broker. Refused with 403: `password` is not the caller's; with 400: the
    new one is too short.

    Args:
        user (str):
        idempotency_key (str | Unset):
        body (PasswordChange): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Empty | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
