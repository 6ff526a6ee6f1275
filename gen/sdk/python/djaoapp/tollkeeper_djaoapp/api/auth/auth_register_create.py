from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.detail import Detail
from ...models.problem import Problem
from ...models.registration import Registration
from ...models.token import Token
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: Registration,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/auth/register/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Detail | Problem | Token | None:
    if response.status_code == 201:
        response_201 = Token.from_dict(response.json())

        return response_201

    if response.status_code == 202:
        response_202 = Detail.from_dict(response.json())

        return response_202

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
) -> Response[Detail | Problem | Token]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Registration,
    idempotency_key: str | Unset = UNSET,
) -> Response[Detail | Problem | Token]:
    """Register

     Creates a user and returns a token for her. Anybody may register; registering signs the terms of
    use. Without a `username` one is made
    from the e-mail address. Without a `password` the account has to be activated by mail before it can
    do more than ask who it is.

    With an `organization_name` other than `full_name` a profile of that name is created too; with the
    same name, or with any of the other
    keys about billing, a personal profile whose slug is the `username`, which is then required. The
    user manages it.

    The user and the managers of the broker get a mail. Refused with 400: a username, an e-mail address
    or a name of a profile that is
    taken; a registered user who is not activated yet gets the activation mail again. Refused with 403:
    registration is switched off.

    A site that wants registrations confirmed (`TOLLKEEPER_REGISTRATION=confirmed`) answers 202 instead,
    and does not tell whether an account
    has the address: its owner gets a mail. Who is new follows the link in it within three days, with
    `auth_activate_create`, which creates
    user and profile and sets the password; the `password` of the registration is held to the rules and
    then forgotten, since whoever sent it
    has not shown yet that the address is hers. Of several registrations with one address the last
    counts. Names that are taken are refused
    with 400 all the same.

    Args:
        idempotency_key (str | Unset):
        body (Registration): A user to register.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Detail | Problem | Token]
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
    body: Registration,
    idempotency_key: str | Unset = UNSET,
) -> Detail | Problem | Token | None:
    """Register

     Creates a user and returns a token for her. Anybody may register; registering signs the terms of
    use. Without a `username` one is made
    from the e-mail address. Without a `password` the account has to be activated by mail before it can
    do more than ask who it is.

    With an `organization_name` other than `full_name` a profile of that name is created too; with the
    same name, or with any of the other
    keys about billing, a personal profile whose slug is the `username`, which is then required. The
    user manages it.

    The user and the managers of the broker get a mail. Refused with 400: a username, an e-mail address
    or a name of a profile that is
    taken; a registered user who is not activated yet gets the activation mail again. Refused with 403:
    registration is switched off.

    A site that wants registrations confirmed (`TOLLKEEPER_REGISTRATION=confirmed`) answers 202 instead,
    and does not tell whether an account
    has the address: its owner gets a mail. Who is new follows the link in it within three days, with
    `auth_activate_create`, which creates
    user and profile and sets the password; the `password` of the registration is held to the rules and
    then forgotten, since whoever sent it
    has not shown yet that the address is hers. Of several registrations with one address the last
    counts. Names that are taken are refused
    with 400 all the same.

    Args:
        idempotency_key (str | Unset):
        body (Registration): A user to register.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Detail | Problem | Token
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: Registration,
    idempotency_key: str | Unset = UNSET,
) -> Response[Detail | Problem | Token]:
    """Register

     Creates a user and returns a token for her. Anybody may register; registering signs the terms of
    use. Without a `username` one is made
    from the e-mail address. Without a `password` the account has to be activated by mail before it can
    do more than ask who it is.

    With an `organization_name` other than `full_name` a profile of that name is created too; with the
    same name, or with any of the other
    keys about billing, a personal profile whose slug is the `username`, which is then required. The
    user manages it.

    The user and the managers of the broker get a mail. Refused with 400: a username, an e-mail address
    or a name of a profile that is
    taken; a registered user who is not activated yet gets the activation mail again. Refused with 403:
    registration is switched off.

    A site that wants registrations confirmed (`TOLLKEEPER_REGISTRATION=confirmed`) answers 202 instead,
    and does not tell whether an account
    has the address: its owner gets a mail. Who is new follows the link in it within three days, with
    `auth_activate_create`, which creates
    user and profile and sets the password; the `password` of the registration is held to the rules and
    then forgotten, since whoever sent it
    has not shown yet that the address is hers. Of several registrations with one address the last
    counts. Names that are taken are refused
    with 400 all the same.

    Args:
        idempotency_key (str | Unset):
        body (Registration): A user to register.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Detail | Problem | Token]
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
    body: Registration,
    idempotency_key: str | Unset = UNSET,
) -> Detail | Problem | Token | None:
    """Register

     Creates a user and returns a token for her. Anybody may register; registering signs the terms of
    use. Without a `username` one is made
    from the e-mail address. Without a `password` the account has to be activated by mail before it can
    do more than ask who it is.

    With an `organization_name` other than `full_name` a profile of that name is created too; with the
    same name, or with any of the other
    keys about billing, a personal profile whose slug is the `username`, which is then required. The
    user manages it.

    The user and the managers of the broker get a mail. Refused with 400: a username, an e-mail address
    or a name of a profile that is
    taken; a registered user who is not activated yet gets the activation mail again. Refused with 403:
    registration is switched off.

    A site that wants registrations confirmed (`TOLLKEEPER_REGISTRATION=confirmed`) answers 202 instead,
    and does not tell whether an account
    has the address: its owner gets a mail. Who is new follows the link in it within three days, with
    `auth_activate_create`, which creates
    user and profile and sets the password; the `password` of the registration is held to the rules and
    then forgotten, since whoever sent it
    has not shown yet that the address is hers. Of several registrations with one address the last
    counts. Names that are taken are refused
    with 400 all the same.

    Args:
        idempotency_key (str | Unset):
        body (Registration): A user to register.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Detail | Problem | Token
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
