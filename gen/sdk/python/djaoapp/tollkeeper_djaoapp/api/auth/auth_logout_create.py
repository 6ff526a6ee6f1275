from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.logout import Logout
from ...models.logout_input import LogoutInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: LogoutInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/auth/logout/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Logout | Problem | None:
    if response.status_code == 200:
        response_200 = Logout.from_dict(response.json())

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
) -> Response[Logout | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: LogoutInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Logout | Problem]:
    """Sign out

     Ends the sign-in that the request comes with, by bearer token or by cookies, and that of a good
    `token` in the body: their tokens, those that they
    were refreshed to, and their browser session are good no more, everywhere and at once. The cookies
    are deleted. For a good `token` in the body the
    answer is a token of the same user that has just expired, to put in its place; a bad one is ignored.
    An API key does not end by it. Anybody may
    sign out.

    Refused with 403: a session cookie without its CSRF token.

    Args:
        idempotency_key (str | Unset):
        body (LogoutInput | Unset): A token to let expire.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Logout | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: LogoutInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Logout | Problem | None:
    """Sign out

     Ends the sign-in that the request comes with, by bearer token or by cookies, and that of a good
    `token` in the body: their tokens, those that they
    were refreshed to, and their browser session are good no more, everywhere and at once. The cookies
    are deleted. For a good `token` in the body the
    answer is a token of the same user that has just expired, to put in its place; a bad one is ignored.
    An API key does not end by it. Anybody may
    sign out.

    Refused with 403: a session cookie without its CSRF token.

    Args:
        idempotency_key (str | Unset):
        body (LogoutInput | Unset): A token to let expire.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Logout | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: LogoutInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Logout | Problem]:
    """Sign out

     Ends the sign-in that the request comes with, by bearer token or by cookies, and that of a good
    `token` in the body: their tokens, those that they
    were refreshed to, and their browser session are good no more, everywhere and at once. The cookies
    are deleted. For a good `token` in the body the
    answer is a token of the same user that has just expired, to put in its place; a bad one is ignored.
    An API key does not end by it. Anybody may
    sign out.

    Refused with 403: a session cookie without its CSRF token.

    Args:
        idempotency_key (str | Unset):
        body (LogoutInput | Unset): A token to let expire.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Logout | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: LogoutInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Logout | Problem | None:
    """Sign out

     Ends the sign-in that the request comes with, by bearer token or by cookies, and that of a good
    `token` in the body: their tokens, those that they
    were refreshed to, and their browser session are good no more, everywhere and at once. The cookies
    are deleted. For a good `token` in the body the
    answer is a token of the same user that has just expired, to put in its place; a bad one is ignored.
    An API key does not end by it. Anybody may
    sign out.

    Refused with 403: a session cookie without its CSRF token.

    Args:
        idempotency_key (str | Unset):
        body (LogoutInput | Unset): A token to let expire.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Logout | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
