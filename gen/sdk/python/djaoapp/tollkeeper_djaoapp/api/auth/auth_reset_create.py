from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.detail import Detail
from ...models.new_password import NewPassword
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    token: str,
    *,
    body: NewPassword,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/auth/reset/{user}/{token}/".format(
            user=quote(str(user), safe=""),
            token=quote(str(token), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Detail | Problem | None:
    if response.status_code == 200:
        response_200 = Detail.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

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
) -> Response[Detail | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    user: str,
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewPassword,
    idempotency_key: str | Unset = UNSET,
) -> Response[Detail | Problem]:
    """Set a new password by a mailed link

     Sets the password of the user whom the link of `auth_recover_create` was mailed to. Their sessions,
    tokens and API keys end; this does not sign
    them in. Whoever has the link may.

    Refused with 404: a link that is wrong, used or too old; with 400: a password that is too short.

    Args:
        user (str):
        token (str):
        idempotency_key (str | Unset):
        body (NewPassword): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Detail | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        token=token,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user: str,
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewPassword,
    idempotency_key: str | Unset = UNSET,
) -> Detail | Problem | None:
    """Set a new password by a mailed link

     Sets the password of the user whom the link of `auth_recover_create` was mailed to. Their sessions,
    tokens and API keys end; this does not sign
    them in. Whoever has the link may.

    Refused with 404: a link that is wrong, used or too old; with 400: a password that is too short.

    Args:
        user (str):
        token (str):
        idempotency_key (str | Unset):
        body (NewPassword): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Detail | Problem
    """

    return sync_detailed(
        user=user,
        token=token,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    user: str,
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewPassword,
    idempotency_key: str | Unset = UNSET,
) -> Response[Detail | Problem]:
    """Set a new password by a mailed link

     Sets the password of the user whom the link of `auth_recover_create` was mailed to. Their sessions,
    tokens and API keys end; this does not sign
    them in. Whoever has the link may.

    Refused with 404: a link that is wrong, used or too old; with 400: a password that is too short.

    Args:
        user (str):
        token (str):
        idempotency_key (str | Unset):
        body (NewPassword): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Detail | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        token=token,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    token: str,
    *,
    client: AuthenticatedClient | Client,
    body: NewPassword,
    idempotency_key: str | Unset = UNSET,
) -> Detail | Problem | None:
    """Set a new password by a mailed link

     Sets the password of the user whom the link of `auth_recover_create` was mailed to. Their sessions,
    tokens and API keys end; this does not sign
    them in. Whoever has the link may.

    Refused with 404: a link that is wrong, used or too old; with 400: a password that is too short.

    Args:
        user (str):
        token (str):
        idempotency_key (str | Unset):
        body (NewPassword): A new password.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Detail | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            token=token,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
