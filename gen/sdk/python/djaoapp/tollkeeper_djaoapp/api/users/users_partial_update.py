from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.contact_detail import ContactDetail
from ...models.contact_form_patch import ContactFormPatch
from ...models.contact_patch import ContactPatch
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    user: str,
    *,
    body: ContactPatch | ContactFormPatch | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/users/{user}/".format(
            user=quote(str(user), safe=""),
        ),
    }

    if isinstance(body, ContactPatch):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, ContactFormPatch):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ContactDetail | Problem | None:
    if response.status_code == 200:
        response_200 = ContactDetail.from_dict(response.json())

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
) -> Response[ContactDetail | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: ContactPatch | ContactFormPatch | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[ContactDetail | Problem]:
    """Change some values of a user or contact

     Does what `users_update` does, with what that asks for; nothing is required.

    The user and managers of the broker. Refused with 400: an address of another user; with 403: another
    address of one's own without the
    password, or with a wrong one; another address for somebody else who can sign in, unless by a
    manager of the broker.

    Args:
        user (str):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (ContactPatch): Values of a user or contact to change.
        body (ContactFormPatch): Values of a user or contact to change, with a picture.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactDetail | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: ContactPatch | ContactFormPatch | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> ContactDetail | Problem | None:
    """Change some values of a user or contact

     Does what `users_update` does, with what that asks for; nothing is required.

    The user and managers of the broker. Refused with 400: an address of another user; with 403: another
    address of one's own without the
    password, or with a wrong one; another address for somebody else who can sign in, unless by a
    manager of the broker.

    Args:
        user (str):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (ContactPatch): Values of a user or contact to change.
        body (ContactFormPatch): Values of a user or contact to change, with a picture.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactDetail | Problem
    """

    return sync_detailed(
        user=user,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: ContactPatch | ContactFormPatch | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[ContactDetail | Problem]:
    """Change some values of a user or contact

     Does what `users_update` does, with what that asks for; nothing is required.

    The user and managers of the broker. Refused with 400: an address of another user; with 403: another
    address of one's own without the
    password, or with a wrong one; another address for somebody else who can sign in, unless by a
    manager of the broker.

    Args:
        user (str):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (ContactPatch): Values of a user or contact to change.
        body (ContactFormPatch): Values of a user or contact to change, with a picture.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ContactDetail | Problem]
    """

    kwargs = _get_kwargs(
        user=user,
        body=body,
        idempotency_key=idempotency_key,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user: str,
    *,
    client: AuthenticatedClient | Client,
    body: ContactPatch | ContactFormPatch | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> ContactDetail | Problem | None:
    """Change some values of a user or contact

     Does what `users_update` does, with what that asks for; nothing is required.

    The user and managers of the broker. Refused with 400: an address of another user; with 403: another
    address of one's own without the
    password, or with a wrong one; another address for somebody else who can sign in, unless by a
    manager of the broker.

    Args:
        user (str):
        idempotency_key (str | Unset):
        if_match (str | Unset):
        body (ContactPatch): Values of a user or contact to change.
        body (ContactFormPatch): Values of a user or contact to change, with a picture.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ContactDetail | Problem
    """

    return (
        await asyncio_detailed(
            user=user,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )
    ).parsed
