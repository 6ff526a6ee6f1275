from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.password_reset import PasswordReset
from ...models.password_reset_input import PasswordResetInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PasswordResetInput,
    next_: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["next"] = next_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/auth/recover/",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PasswordReset | Problem | None:
    if response.status_code == 201:
        response_201 = PasswordReset.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

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
) -> Response[PasswordReset | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetInput,
    next_: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[PasswordReset | Problem]:
    """Ask for a new password

     Mails the user with this address, compared without case, a link to set a new password. The link dies
    when it is used, when the password
    changes or the user signs in, and after the time that the mail says. Anybody may ask.

    The answer does not tell whether an account has the address. An account that is not activated yet
    gets the activation mail instead. A site
    that is set to tell refuses both with 400.

    Args:
        next_ (str | Unset):
        idempotency_key (str | Unset):
        body (PasswordResetInput): Whose password to set anew.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PasswordReset | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        next_=next_,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetInput,
    next_: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> PasswordReset | Problem | None:
    """Ask for a new password

     Mails the user with this address, compared without case, a link to set a new password. The link dies
    when it is used, when the password
    changes or the user signs in, and after the time that the mail says. Anybody may ask.

    The answer does not tell whether an account has the address. An account that is not activated yet
    gets the activation mail instead. A site
    that is set to tell refuses both with 400.

    Args:
        next_ (str | Unset):
        idempotency_key (str | Unset):
        body (PasswordResetInput): Whose password to set anew.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PasswordReset | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        next_=next_,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetInput,
    next_: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[PasswordReset | Problem]:
    """Ask for a new password

     Mails the user with this address, compared without case, a link to set a new password. The link dies
    when it is used, when the password
    changes or the user signs in, and after the time that the mail says. Anybody may ask.

    The answer does not tell whether an account has the address. An account that is not activated yet
    gets the activation mail instead. A site
    that is set to tell refuses both with 400.

    Args:
        next_ (str | Unset):
        idempotency_key (str | Unset):
        body (PasswordResetInput): Whose password to set anew.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PasswordReset | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        next_=next_,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetInput,
    next_: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> PasswordReset | Problem | None:
    """Ask for a new password

     Mails the user with this address, compared without case, a link to set a new password. The link dies
    when it is used, when the password
    changes or the user signs in, and after the time that the mail says. Anybody may ask.

    The answer does not tell whether an account has the address. An account that is not activated yet
    gets the activation mail instead. A site
    that is set to tell refuses both with 400.

    Args:
        next_ (str | Unset):
        idempotency_key (str | Unset):
        body (PasswordResetInput): Whose password to set anew.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PasswordReset | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            next_=next_,
            idempotency_key=idempotency_key,
        )
    ).parsed
