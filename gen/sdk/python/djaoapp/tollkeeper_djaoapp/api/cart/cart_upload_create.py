from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cart_item_upload import CartItemUpload
from ...models.cart_upload_form import CartUploadForm
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    plan: str,
    *,
    body: CartUploadForm,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cart/{plan}/upload/".format(
            plan=quote(str(plan), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CartItemUpload | Problem | None:
    if response.status_code == 200:
        response_200 = CartItemUpload.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = CartItemUpload.from_dict(response.json())

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
) -> Response[CartItemUpload | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    plan: str,
    *,
    client: AuthenticatedClient,
    body: CartUploadForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[CartItemUpload | Problem]:
    """Add a plan to the cart for many people

     Does `cart_create` for each row of a CSV file in UTF-8 without a header line. A row is `first
    name,last name,e-mail` or
    `full name,e-mail`, a column with a comma in double quotes, a row on one line; the address is both
    `sync_on` and `email` of the item.
    Rows that cannot be read are reported with their line and do not keep the others from being added; a
    blank line is such a row.
    Without a file nothing happens. Anybody may, on her own cart.

    Refused with 404: an unknown plan; with 400: an inactive one, more than 10,000 rows, more than 20
    items of somebody who is not signed in.

    Args:
        plan (str):
        idempotency_key (str | Unset):
        body (CartUploadForm): A list of people.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CartItemUpload | Problem]
    """

    kwargs = _get_kwargs(
        plan=plan,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    plan: str,
    *,
    client: AuthenticatedClient,
    body: CartUploadForm,
    idempotency_key: str | Unset = UNSET,
) -> CartItemUpload | Problem | None:
    """Add a plan to the cart for many people

     Does `cart_create` for each row of a CSV file in UTF-8 without a header line. A row is `first
    name,last name,e-mail` or
    `full name,e-mail`, a column with a comma in double quotes, a row on one line; the address is both
    `sync_on` and `email` of the item.
    Rows that cannot be read are reported with their line and do not keep the others from being added; a
    blank line is such a row.
    Without a file nothing happens. Anybody may, on her own cart.

    Refused with 404: an unknown plan; with 400: an inactive one, more than 10,000 rows, more than 20
    items of somebody who is not signed in.

    Args:
        plan (str):
        idempotency_key (str | Unset):
        body (CartUploadForm): A list of people.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CartItemUpload | Problem
    """

    return sync_detailed(
        plan=plan,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    plan: str,
    *,
    client: AuthenticatedClient,
    body: CartUploadForm,
    idempotency_key: str | Unset = UNSET,
) -> Response[CartItemUpload | Problem]:
    """Add a plan to the cart for many people

     Does `cart_create` for each row of a CSV file in UTF-8 without a header line. A row is `first
    name,last name,e-mail` or
    `full name,e-mail`, a column with a comma in double quotes, a row on one line; the address is both
    `sync_on` and `email` of the item.
    Rows that cannot be read are reported with their line and do not keep the others from being added; a
    blank line is such a row.
    Without a file nothing happens. Anybody may, on her own cart.

    Refused with 404: an unknown plan; with 400: an inactive one, more than 10,000 rows, more than 20
    items of somebody who is not signed in.

    Args:
        plan (str):
        idempotency_key (str | Unset):
        body (CartUploadForm): A list of people.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CartItemUpload | Problem]
    """

    kwargs = _get_kwargs(
        plan=plan,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    plan: str,
    *,
    client: AuthenticatedClient,
    body: CartUploadForm,
    idempotency_key: str | Unset = UNSET,
) -> CartItemUpload | Problem | None:
    """Add a plan to the cart for many people

     Does `cart_create` for each row of a CSV file in UTF-8 without a header line. A row is `first
    name,last name,e-mail` or
    `full name,e-mail`, a column with a comma in double quotes, a row on one line; the address is both
    `sync_on` and `email` of the item.
    Rows that cannot be read are reported with their line and do not keep the others from being added; a
    blank line is such a row.
    Without a file nothing happens. Anybody may, on her own cart.

    Refused with 404: an unknown plan; with 400: an inactive one, more than 10,000 rows, more than 20
    items of somebody who is not signed in.

    Args:
        plan (str):
        idempotency_key (str | Unset):
        body (CartUploadForm): A list of people.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CartItemUpload | Problem
    """

    return (
        await asyncio_detailed(
            plan=plan,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
