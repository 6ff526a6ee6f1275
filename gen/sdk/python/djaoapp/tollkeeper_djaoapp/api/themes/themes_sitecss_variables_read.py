from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.less_variable import LessVariable
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    name: str,
    *,
    cssfile: str | Unset = "bootstrap.css",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cssfile"] = cssfile

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/themes/sitecss/variables/{name}/".format(
            name=quote(str(name), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> LessVariable | Problem | None:
    if response.status_code == 200:
        response_200 = LessVariable.from_dict(response.json())

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
) -> Response[LessVariable | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    cssfile: str | Unset = "bootstrap.css",
) -> Response[LessVariable | Problem]:
    """Read a style variable

     Returns the variable; its name is tried with and without a leading `@`.

    Managers and contributors of the broker.

    Args:
        name (str):
        cssfile (str | Unset):  Default: 'bootstrap.css'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LessVariable | Problem]
    """

    kwargs = _get_kwargs(
        name=name,
        cssfile=cssfile,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    cssfile: str | Unset = "bootstrap.css",
) -> LessVariable | Problem | None:
    """Read a style variable

     Returns the variable; its name is tried with and without a leading `@`.

    Managers and contributors of the broker.

    Args:
        name (str):
        cssfile (str | Unset):  Default: 'bootstrap.css'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LessVariable | Problem
    """

    return sync_detailed(
        name=name,
        client=client,
        cssfile=cssfile,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    cssfile: str | Unset = "bootstrap.css",
) -> Response[LessVariable | Problem]:
    """Read a style variable

     Returns the variable; its name is tried with and without a leading `@`.

    Managers and contributors of the broker.

    Args:
        name (str):
        cssfile (str | Unset):  Default: 'bootstrap.css'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LessVariable | Problem]
    """

    kwargs = _get_kwargs(
        name=name,
        cssfile=cssfile,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    cssfile: str | Unset = "bootstrap.css",
) -> LessVariable | Problem | None:
    """Read a style variable

     Returns the variable; its name is tried with and without a leading `@`.

    Managers and contributors of the broker.

    Args:
        name (str):
        cssfile (str | Unset):  Default: 'bootstrap.css'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LessVariable | Problem
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
            cssfile=cssfile,
        )
    ).parsed
