from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.activation import Activation
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    verification_key: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/auth/activate/{verification_key}/".format(
            verification_key=quote(str(verification_key), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Activation | Problem | None:
    if response.status_code == 200:
        response_200 = Activation.from_dict(response.json())

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
) -> Response[Activation | Problem]:
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
) -> Response[Activation | Problem]:
    """Read whom an activation link is for

     Returns what is known about the user whom the activation link was mailed to, or of the registration
    that it confirms, to fill in a form.
    It changes nothing and does not use the link up. Whoever has the link may. Refused with 404: a link
    that is wrong, used or older than 30
    days (3 days for a registration).

    Args:
        verification_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Activation | Problem]
    """

    kwargs = _get_kwargs(
        verification_key=verification_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
) -> Activation | Problem | None:
    """Read whom an activation link is for

     Returns what is known about the user whom the activation link was mailed to, or of the registration
    that it confirms, to fill in a form.
    It changes nothing and does not use the link up. Whoever has the link may. Refused with 404: a link
    that is wrong, used or older than 30
    days (3 days for a registration).

    Args:
        verification_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Activation | Problem
    """

    return sync_detailed(
        verification_key=verification_key,
        client=client,
    ).parsed


async def asyncio_detailed(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Activation | Problem]:
    """Read whom an activation link is for

     Returns what is known about the user whom the activation link was mailed to, or of the registration
    that it confirms, to fill in a form.
    It changes nothing and does not use the link up. Whoever has the link may. Refused with 404: a link
    that is wrong, used or older than 30
    days (3 days for a registration).

    Args:
        verification_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Activation | Problem]
    """

    kwargs = _get_kwargs(
        verification_key=verification_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    verification_key: str,
    *,
    client: AuthenticatedClient | Client,
) -> Activation | Problem | None:
    """Read whom an activation link is for

     Returns what is known about the user whom the activation link was mailed to, or of the registration
    that it confirms, to fill in a form.
    It changes nothing and does not use the link up. Whoever has the link may. Refused with 404: a link
    that is wrong, used or older than 30
    days (3 days for a registration).

    Args:
        verification_key (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Activation | Problem
    """

    return (
        await asyncio_detailed(
            verification_key=verification_key,
            client=client,
        )
    ).parsed
