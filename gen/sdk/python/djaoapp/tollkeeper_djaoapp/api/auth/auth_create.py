from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.credentials import Credentials
from ...models.problem import Problem
from ...models.token import Token
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: Credentials,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["cookie"] = cookie

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/auth/",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Token | None:
    if response.status_code == 201:
        response_201 = Token.from_dict(response.json())

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
) -> Response[Problem | Token]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Credentials,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Token]:
    """Sign in

     Returns a JSON Web Token for the user with this username, or e-mail address, and password; names are
    compared without case. The token is
    good for 14 days or until the password changes. Its claims are `slug` and `username` (the same),
    `printable_name` and `full_name` (the
    same), `picture`, `email`, `created_at`, `credentials`, `exp` and `sub` (the id of the user under
    `/api/v1`). Anybody may sign in.

    When the account asks for a second factor the first call answers 400: send the password again with
    the `code` from the mail or the
    authenticator app, or with a `recovery_code`. After three wrong codes signing in starts again.
    Refused with 403: wrong or unknown name or
    password, a disabled or not activated account (all with the same words), and a site that lets nobody
    in.

    Args:
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (Credentials): Who signs in.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Token]
    """

    kwargs = _get_kwargs(
        body=body,
        cookie=cookie,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: Credentials,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Token | None:
    """Sign in

     Returns a JSON Web Token for the user with this username, or e-mail address, and password; names are
    compared without case. The token is
    good for 14 days or until the password changes. Its claims are `slug` and `username` (the same),
    `printable_name` and `full_name` (the
    same), `picture`, `email`, `created_at`, `credentials`, `exp` and `sub` (the id of the user under
    `/api/v1`). Anybody may sign in.

    When the account asks for a second factor the first call answers 400: send the password again with
    the `code` from the mail or the
    authenticator app, or with a `recovery_code`. After three wrong codes signing in starts again.
    Refused with 403: wrong or unknown name or
    password, a disabled or not activated account (all with the same words), and a site that lets nobody
    in.

    Args:
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (Credentials): Who signs in.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Token
    """

    return sync_detailed(
        client=client,
        body=body,
        cookie=cookie,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Credentials,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Token]:
    """Sign in

     Returns a JSON Web Token for the user with this username, or e-mail address, and password; names are
    compared without case. The token is
    good for 14 days or until the password changes. Its claims are `slug` and `username` (the same),
    `printable_name` and `full_name` (the
    same), `picture`, `email`, `created_at`, `credentials`, `exp` and `sub` (the id of the user under
    `/api/v1`). Anybody may sign in.

    When the account asks for a second factor the first call answers 400: send the password again with
    the `code` from the mail or the
    authenticator app, or with a `recovery_code`. After three wrong codes signing in starts again.
    Refused with 403: wrong or unknown name or
    password, a disabled or not activated account (all with the same words), and a site that lets nobody
    in.

    Args:
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (Credentials): Who signs in.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Token]
    """

    kwargs = _get_kwargs(
        body=body,
        cookie=cookie,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: Credentials,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Token | None:
    """Sign in

     Returns a JSON Web Token for the user with this username, or e-mail address, and password; names are
    compared without case. The token is
    good for 14 days or until the password changes. Its claims are `slug` and `username` (the same),
    `printable_name` and `full_name` (the
    same), `picture`, `email`, `created_at`, `credentials`, `exp` and `sub` (the id of the user under
    `/api/v1`). Anybody may sign in.

    When the account asks for a second factor the first call answers 400: send the password again with
    the `code` from the mail or the
    authenticator app, or with a `recovery_code`. After three wrong codes signing in starts again.
    Refused with 403: wrong or unknown name or
    password, a disabled or not activated account (all with the same words), and a site that lets nobody
    in.

    Args:
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (Credentials): Who signs in.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Token
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            cookie=cookie,
            idempotency_key=idempotency_key,
        )
    ).parsed
