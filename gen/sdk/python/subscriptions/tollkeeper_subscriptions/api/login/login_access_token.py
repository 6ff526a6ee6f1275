from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.access_token_form import AccessTokenForm
from ...models.error_detail import ErrorDetail
from ...models.http_validation_error import HTTPValidationError
from ...models.token import Token
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: AccessTokenForm,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/login/access-token",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorDetail | HTTPValidationError | Token | None:
    if response.status_code == 200:
        response_200 = Token.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = ErrorDetail.from_dict(response.json())

        return response_401

    if response.status_code == 409:
        response_409 = ErrorDetail.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = ErrorDetail.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = ErrorDetail.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = HTTPValidationError.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = ErrorDetail.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = ErrorDetail.from_dict(response.json())

        return response_500

    if response.status_code == 501:
        response_501 = ErrorDetail.from_dict(response.json())

        return response_501

    if response.status_code == 503:
        response_503 = ErrorDetail.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorDetail | HTTPValidationError | Token]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: AccessTokenForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[ErrorDetail | HTTPValidationError | Token]:
    """Get an access token

     Signs a user in with a username or an e-mail address and a password, and returns a token to send as
    `Authorization: Bearer …`. It is
    valid for an hour, here and under `/api`. `scope`, `client_id` and `client_secret` are accepted and
    not looked at.

    Anybody. Refused with 401: wrong name or password, or a user that is not active. Attempts are
    limited.

    Args:
        idempotency_key (str | Unset):
        body (AccessTokenForm): The form of the OAuth 2 password flow (RFC 6749, 4.3.2).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorDetail | HTTPValidationError | Token]
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
    client: AuthenticatedClient | Client,
    body: AccessTokenForm,
    idempotency_key: str | Unset = UNSET,
) -> ErrorDetail | HTTPValidationError | Token | None:
    """Get an access token

     Signs a user in with a username or an e-mail address and a password, and returns a token to send as
    `Authorization: Bearer …`. It is
    valid for an hour, here and under `/api`. `scope`, `client_id` and `client_secret` are accepted and
    not looked at.

    Anybody. Refused with 401: wrong name or password, or a user that is not active. Attempts are
    limited.

    Args:
        idempotency_key (str | Unset):
        body (AccessTokenForm): The form of the OAuth 2 password flow (RFC 6749, 4.3.2).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorDetail | HTTPValidationError | Token
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: AccessTokenForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[ErrorDetail | HTTPValidationError | Token]:
    """Get an access token

     Signs a user in with a username or an e-mail address and a password, and returns a token to send as
    `Authorization: Bearer …`. It is
    valid for an hour, here and under `/api`. `scope`, `client_id` and `client_secret` are accepted and
    not looked at.

    Anybody. Refused with 401: wrong name or password, or a user that is not active. Attempts are
    limited.

    Args:
        idempotency_key (str | Unset):
        body (AccessTokenForm): The form of the OAuth 2 password flow (RFC 6749, 4.3.2).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorDetail | HTTPValidationError | Token]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: AccessTokenForm,
    idempotency_key: str | Unset = UNSET,
) -> ErrorDetail | HTTPValidationError | Token | None:
    """Get an access token

     Signs a user in with a username or an e-mail address and a password, and returns a token to send as
    `Authorization: Bearer …`. It is
    valid for an hour, here and under `/api`. `scope`, `client_id` and `client_secret` are accepted and
    not looked at.

    Anybody. Refused with 401: wrong name or password, or a user that is not active. Attempts are
    limited.

    Args:
        idempotency_key (str | Unset):
        body (AccessTokenForm): The form of the OAuth 2 password flow (RFC 6749, 4.3.2).

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorDetail | HTTPValidationError | Token
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
