from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.confirmed_address import ConfirmedAddress
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    verification_key: str,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/auth/address/{verification_key}/".format(
            verification_key=quote(str(verification_key), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ConfirmedAddress | Problem | None:
    if response.status_code == 200:
        response_200 = ConfirmedAddress.from_dict(response.json())

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
) -> Response[ConfirmedAddress | Problem]:
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
    idempotency_key: str | Unset = UNSET,
) -> Response[ConfirmedAddress | Problem]:
    """Confirm an e-mail address by a mailed link

     Takes the address that the key was mailed to as shown to be its user's: from now on what is meant
    for the address is theirs (seats, roles,
    subscriptions, what the address book has of it). Another address than the user had becomes the one
    that they sign in with; the old one gets
    a mail. Nobody is signed in by this. Whoever has the link may.

    Refused with 404: a link that is wrong, used or older than 3 days; with 409: an address that
    somebody else has meanwhile.

    Args:
        verification_key (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfirmedAddress | Problem]
    """

    kwargs = _get_kwargs(
        verification_key=verification_key,
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
    idempotency_key: str | Unset = UNSET,
) -> ConfirmedAddress | Problem | None:
    """Confirm an e-mail address by a mailed link

     Takes the address that the key was mailed to as shown to be its user's: from now on what is meant
    for the address is theirs (seats, roles,
    subscriptions, what the address book has of it). Another address than the user had becomes the one
    that they sign in with; the old one gets
    a mail. Nobody is signed in by this. Whoever has the link may.

    Refused with 404: a link that is wrong, used or older than 3 days; with 409: an address that
    somebody else has meanwhile.

    Args:
        verification_key (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfirmedAddress | Problem
    """

    return sync_detailed(
        verification_key=verification_key,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[ConfirmedAddress | Problem]:
    """Confirm an e-mail address by a mailed link

     Takes the address that the key was mailed to as shown to be its user's: from now on what is meant
    for the address is theirs (seats, roles,
    subscriptions, what the address book has of it). Another address than the user had becomes the one
    that they sign in with; the old one gets
    a mail. Nobody is signed in by this. Whoever has the link may.

    Refused with 404: a link that is wrong, used or older than 3 days; with 409: an address that
    somebody else has meanwhile.

    Args:
        verification_key (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfirmedAddress | Problem]
    """

    kwargs = _get_kwargs(
        verification_key=verification_key,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> ConfirmedAddress | Problem | None:
    """Confirm an e-mail address by a mailed link

     Takes the address that the key was mailed to as shown to be its user's: from now on what is meant
    for the address is theirs (seats, roles,
    subscriptions, what the address book has of it). Another address than the user had becomes the one
    that they sign in with; the old one gets
    a mail. Nobody is signed in by this. Whoever has the link may.

    Refused with 404: a link that is wrong, used or older than 3 days; with 409: an address that
    somebody else has meanwhile.

    Args:
        verification_key (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfirmedAddress | Problem
    """

    return (
        await asyncio_detailed(
            verification_key=verification_key,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
