from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.page_element_tag import PageElementTag
from ...models.page_element_tag_input import PageElementTagInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    slug: str,
    *,
    body: PageElementTagInput,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/themes/editables/{slug}/add-tags/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageElementTag | Problem | None:
    if response.status_code == 200:
        response_200 = PageElementTag.from_dict(response.json())

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
) -> Response[PageElementTag | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    *,
    client: AuthenticatedClient | Client,
    body: PageElementTagInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[PageElementTag | Problem]:
    """Tag a page element further

     Appends the tags that the element does not have yet, in their order. Tags are separated by commas
    and compared exactly;
    PUT and PATCH do the same. Refused with 400: a list of more than 255 characters.

    Managers of the broker.

    Args:
        slug (str):
        idempotency_key (str | Unset):
        body (PageElementTagInput): Tags to add or to remove.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageElementTag | Problem]
    """

    kwargs = _get_kwargs(
        slug=slug,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    slug: str,
    *,
    client: AuthenticatedClient | Client,
    body: PageElementTagInput,
    idempotency_key: str | Unset = UNSET,
) -> PageElementTag | Problem | None:
    """Tag a page element further

     Appends the tags that the element does not have yet, in their order. Tags are separated by commas
    and compared exactly;
    PUT and PATCH do the same. Refused with 400: a list of more than 255 characters.

    Managers of the broker.

    Args:
        slug (str):
        idempotency_key (str | Unset):
        body (PageElementTagInput): Tags to add or to remove.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageElementTag | Problem
    """

    return sync_detailed(
        slug=slug,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient | Client,
    body: PageElementTagInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[PageElementTag | Problem]:
    """Tag a page element further

     Appends the tags that the element does not have yet, in their order. Tags are separated by commas
    and compared exactly;
    PUT and PATCH do the same. Refused with 400: a list of more than 255 characters.

    Managers of the broker.

    Args:
        slug (str):
        idempotency_key (str | Unset):
        body (PageElementTagInput): Tags to add or to remove.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageElementTag | Problem]
    """

    kwargs = _get_kwargs(
        slug=slug,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    slug: str,
    *,
    client: AuthenticatedClient | Client,
    body: PageElementTagInput,
    idempotency_key: str | Unset = UNSET,
) -> PageElementTag | Problem | None:
    """Tag a page element further

     Appends the tags that the element does not have yet, in their order. Tags are separated by commas
    and compared exactly;
    PUT and PATCH do the same. Refused with 400: a list of more than 255 characters.

    Managers of the broker.

    Args:
        slug (str):
        idempotency_key (str | Unset):
        body (PageElementTagInput): Tags to add or to remove.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageElementTag | Problem
    """

    return (
        await asyncio_detailed(
            slug=slug,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
