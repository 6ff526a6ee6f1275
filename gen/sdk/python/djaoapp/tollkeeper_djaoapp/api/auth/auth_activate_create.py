from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.activation_input import ActivationInput
from ...models.problem import Problem
from ...models.token import Token
from ...types import UNSET, Response, Unset


def _get_kwargs(
    verification_key: str,
    *,
    body: ActivationInput,
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
        "url": "/auth/activate/{verification_key}/".format(
            verification_key=quote(str(verification_key), safe=""),
        ),
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
) -> Response[Problem | Token]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
    body: ActivationInput,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Token]:
    """Activate an account

     Sets the password of the user whom the activation link was mailed to, and her username and full name
    when they are sent; her e-mail
    address is verified, the terms of use are signed, and she is signed in. The managers of the broker
    get a mail. Whoever has the link may.
    The link of a registration that has to be confirmed completes it: only now the user is created, and
    the profile that she asked for.

    Refused with 404: a link that is wrong, used or older than 30 days (3 days for a registration); with
    400: a username that is taken, a
    password that is too short, a name of a profile that somebody took meanwhile. The link stays good
    then.

    Args:
        verification_key (str):
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (ActivationInput): The password of a user to activate, and changes to her.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Token]
    """

    kwargs = _get_kwargs(
        verification_key=verification_key,
        body=body,
        cookie=cookie,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
    body: ActivationInput,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Token | None:
    """Activate an account

     Sets the password of the user whom the activation link was mailed to, and her username and full name
    when they are sent; her e-mail
    address is verified, the terms of use are signed, and she is signed in. The managers of the broker
    get a mail. Whoever has the link may.
    The link of a registration that has to be confirmed completes it: only now the user is created, and
    the profile that she asked for.

    Refused with 404: a link that is wrong, used or older than 30 days (3 days for a registration); with
    400: a username that is taken, a
    password that is too short, a name of a profile that somebody took meanwhile. The link stays good
    then.

    Args:
        verification_key (str):
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (ActivationInput): The password of a user to activate, and changes to her.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Token
    """

    return sync_detailed(
        verification_key=verification_key,
        client=client,
        body=body,
        cookie=cookie,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
    body: ActivationInput,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Token]:
    """Activate an account

     Sets the password of the user whom the activation link was mailed to, and her username and full name
    when they are sent; her e-mail
    address is verified, the terms of use are signed, and she is signed in. The managers of the broker
    get a mail. Whoever has the link may.
    The link of a registration that has to be confirmed completes it: only now the user is created, and
    the profile that she asked for.

    Refused with 404: a link that is wrong, used or older than 30 days (3 days for a registration); with
    400: a username that is taken, a
    password that is too short, a name of a profile that somebody took meanwhile. The link stays good
    then.

    Args:
        verification_key (str):
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (ActivationInput): The password of a user to activate, and changes to her.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Token]
    """

    kwargs = _get_kwargs(
        verification_key=verification_key,
        body=body,
        cookie=cookie,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
    body: ActivationInput,
    cookie: bool | Unset = False,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Token | None:
    """Activate an account

     Sets the password of the user whom the activation link was mailed to, and her username and full name
    when they are sent; her e-mail
    address is verified, the terms of use are signed, and she is signed in. The managers of the broker
    get a mail. Whoever has the link may.
    The link of a registration that has to be confirmed completes it: only now the user is created, and
    the profile that she asked for.

    Refused with 404: a link that is wrong, used or older than 30 days (3 days for a registration); with
    400: a username that is taken, a
    password that is too short, a name of a profile that somebody took meanwhile. The link stays good
    then.

    Args:
        verification_key (str):
        cookie (bool | Unset):  Default: False.
        idempotency_key (str | Unset):
        body (ActivationInput): The password of a user to activate, and changes to her.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Token
    """

    return (
        await asyncio_detailed(
            verification_key=verification_key,
            client=client,
            body=body,
            cookie=cookie,
            idempotency_key=idempotency_key,
        )
    ).parsed
