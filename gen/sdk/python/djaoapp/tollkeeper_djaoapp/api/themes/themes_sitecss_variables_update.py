from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.less_variable import LessVariable
from ...models.less_variable_input import LessVariableInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: list[LessVariableInput],
    cssfile: str | Unset = "bootstrap.css",
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    params: dict[str, Any] = {}

    params["cssfile"] = cssfile

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/themes/sitecss/variables/",
        "params": params,
    }

    _kwargs["json"] = []
    for componentsschemas_less_variable_input_list_item_data in body:
        componentsschemas_less_variable_input_list_item = (
            componentsschemas_less_variable_input_list_item_data.to_dict()
        )
        _kwargs["json"].append(componentsschemas_less_variable_input_list_item)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | list[LessVariable] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_less_variable_list_item_data in _response_200:
            componentsschemas_less_variable_list_item = LessVariable.from_dict(
                componentsschemas_less_variable_list_item_data
            )

            response_200.append(componentsschemas_less_variable_list_item)

        return response_200

    if response.status_code == 201:
        response_201 = []
        _response_201 = response.json()
        for componentsschemas_less_variable_list_item_data in _response_201:
            componentsschemas_less_variable_list_item = LessVariable.from_dict(
                componentsschemas_less_variable_list_item_data
            )

            response_201.append(componentsschemas_less_variable_list_item)

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

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

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
) -> Response[Problem | list[LessVariable]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: list[LessVariableInput],
    cssfile: str | Unset = "bootstrap.css",
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[Problem | list[LessVariable]]:
    """Write style variables

     Writes the variables of the list; those that are not in it stay. All of them or none; of a name that
    is there twice the last one counts.

    Managers of the broker.

    Args:
        cssfile (str | Unset):  Default: 'bootstrap.css'.
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (list[LessVariableInput]): Variables to write.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | list[LessVariable]]
    """

    kwargs = _get_kwargs(
        body=body,
        cssfile=cssfile,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: list[LessVariableInput],
    cssfile: str | Unset = "bootstrap.css",
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Problem | list[LessVariable] | None:
    """Write style variables

     Writes the variables of the list; those that are not in it stay. All of them or none; of a name that
    is there twice the last one counts.

    Managers of the broker.

    Args:
        cssfile (str | Unset):  Default: 'bootstrap.css'.
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (list[LessVariableInput]): Variables to write.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | list[LessVariable]
    """

    return sync_detailed(
        client=client,
        body=body,
        cssfile=cssfile,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: list[LessVariableInput],
    cssfile: str | Unset = "bootstrap.css",
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[Problem | list[LessVariable]]:
    """Write style variables

     Writes the variables of the list; those that are not in it stay. All of them or none; of a name that
    is there twice the last one counts.

    Managers of the broker.

    Args:
        cssfile (str | Unset):  Default: 'bootstrap.css'.
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (list[LessVariableInput]): Variables to write.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | list[LessVariable]]
    """

    kwargs = _get_kwargs(
        body=body,
        cssfile=cssfile,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: list[LessVariableInput],
    cssfile: str | Unset = "bootstrap.css",
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Problem | list[LessVariable] | None:
    """Write style variables

     Writes the variables of the list; those that are not in it stay. All of them or none; of a name that
    is there twice the last one counts.

    Managers of the broker.

    Args:
        cssfile (str | Unset):  Default: 'bootstrap.css'.
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (list[LessVariableInput]): Variables to write.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | list[LessVariable]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            cssfile=cssfile,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
