from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.asset import Asset
from ...models.problem import Problem
from ...models.style_sheet_form import StyleSheetForm
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: StyleSheetForm | File | Unset = UNSET,
    content_disposition: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(content_disposition, Unset):
        headers["Content-Disposition"] = content_disposition

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/themes/sitecss",
    }

    if isinstance(body, StyleSheetForm):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "text/css"
    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "text/plain"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Asset | Problem | None:
    if response.status_code == 201:
        response_201 = Asset.from_dict(response.json())

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
) -> Response[Asset | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: StyleSheetForm | File | Unset = UNSET,
    content_disposition: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Asset | Problem]:
    """Upload a style sheet

     Stores a style sheet under its own name, in place of the one that is there: as `file`, or as the
    body with the name in
    `Content-Disposition`.

    Refused with 400: a name that does not end in `.css`.

    Managers of the broker.

    Args:
        content_disposition (str | Unset):
        idempotency_key (str | Unset):
        body (StyleSheetForm): A style sheet to store.
        body (File): The style sheet
        body (File): The style sheet

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Asset | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        content_disposition=content_disposition,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: StyleSheetForm | File | Unset = UNSET,
    content_disposition: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Asset | Problem | None:
    """Upload a style sheet

     Stores a style sheet under its own name, in place of the one that is there: as `file`, or as the
    body with the name in
    `Content-Disposition`.

    Refused with 400: a name that does not end in `.css`.

    Managers of the broker.

    Args:
        content_disposition (str | Unset):
        idempotency_key (str | Unset):
        body (StyleSheetForm): A style sheet to store.
        body (File): The style sheet
        body (File): The style sheet

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Asset | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        content_disposition=content_disposition,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: StyleSheetForm | File | Unset = UNSET,
    content_disposition: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Asset | Problem]:
    """Upload a style sheet

     Stores a style sheet under its own name, in place of the one that is there: as `file`, or as the
    body with the name in
    `Content-Disposition`.

    Refused with 400: a name that does not end in `.css`.

    Managers of the broker.

    Args:
        content_disposition (str | Unset):
        idempotency_key (str | Unset):
        body (StyleSheetForm): A style sheet to store.
        body (File): The style sheet
        body (File): The style sheet

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Asset | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        content_disposition=content_disposition,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: StyleSheetForm | File | Unset = UNSET,
    content_disposition: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Asset | Problem | None:
    """Upload a style sheet

     Stores a style sheet under its own name, in place of the one that is there: as `file`, or as the
    body with the name in
    `Content-Disposition`.

    Refused with 400: a name that does not end in `.css`.

    Managers of the broker.

    Args:
        content_disposition (str | Unset):
        idempotency_key (str | Unset):
        body (StyleSheetForm): A style sheet to store.
        body (File): The style sheet
        body (File): The style sheet

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Asset | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            content_disposition=content_disposition,
            idempotency_key=idempotency_key,
        )
    ).parsed
