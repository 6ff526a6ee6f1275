from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.detail import Detail
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    template: str,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/notifications/{template}/".format(
            template=quote(str(template), safe=""),
        ),
    }

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

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

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
) -> Response[Detail | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    template: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[Detail | Problem]:
    """Send a test mail

     Mails the caller the named template with made-up values. A template is `user_contact`,
    `user_registered`, `charge_receipt`,
    `order_executed` and so on; the name of a preference that has a template, like
    `contact_requested_notice`, is understood too.

    Managers of the broker. Refused with 400: an unknown template.

    Args:
        template (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Detail | Problem]
    """

    kwargs = _get_kwargs(
        template=template,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    template: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Detail | Problem | None:
    """Send a test mail

     Mails the caller the named template with made-up values. A template is `user_contact`,
    `user_registered`, `charge_receipt`,
    `order_executed` and so on; the name of a preference that has a template, like
    `contact_requested_notice`, is understood too.

    Managers of the broker. Refused with 400: an unknown template.

    Args:
        template (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Detail | Problem
    """

    return sync_detailed(
        template=template,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    template: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Response[Detail | Problem]:
    """Send a test mail

     Mails the caller the named template with made-up values. A template is `user_contact`,
    `user_registered`, `charge_receipt`,
    `order_executed` and so on; the name of a preference that has a template, like
    `contact_requested_notice`, is understood too.

    Managers of the broker. Refused with 400: an unknown template.

    Args:
        template (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Detail | Problem]
    """

    kwargs = _get_kwargs(
        template=template,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    template: str,
    *,
    client: AuthenticatedClient | Client,
    idempotency_key: str | Unset = UNSET,
) -> Detail | Problem | None:
    """Send a test mail

     Mails the caller the named template with made-up values. A template is `user_contact`,
    `user_registered`, `charge_receipt`,
    `order_executed` and so on; the name of a preference that has a template, like
    `contact_requested_notice`, is understood too.

    Managers of the broker. Refused with 400: an unknown template.

    Args:
        template (str):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Detail | Problem
    """

    return (
        await asyncio_detailed(
            template=template,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
