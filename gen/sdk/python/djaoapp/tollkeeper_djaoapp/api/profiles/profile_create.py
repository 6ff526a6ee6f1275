from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.organization import Organization
from ...models.organization_create import OrganizationCreate
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: OrganizationCreate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/profile/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Organization | Problem | None:
    if response.status_code == 201:
        response_201 = Organization.from_dict(response.json())

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
) -> Response[Organization | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: OrganizationCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Organization | Problem]:
    """Create a profile

     Creates a profile. With `type` `organization` nobody gets a role on it, the caller neither. With
    `type` `personal` a user is created
    along: its username is the slug, its name and e-mail are those of the profile, it has no password
    yet and a live `manager` role.
    Without a `slug` one is made from `full_name`, with a random end when it is taken. Only with
    `is_provider` it
    may sell plans.

    Managers of the broker only. Refused with 400: a `slug` that another profile or a user has, a
    `full_name` that leaves an empty slug,
    and for personal profiles the e-mail of another user; nothing is created then.

    Args:
        idempotency_key (str | Unset):
        body (OrganizationCreate): A profile to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Organization | Problem]
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
    body: OrganizationCreate,
    idempotency_key: str | Unset = UNSET,
) -> Organization | Problem | None:
    """Create a profile

     Creates a profile. With `type` `organization` nobody gets a role on it, the caller neither. With
    `type` `personal` a user is created
    along: its username is the slug, its name and e-mail are those of the profile, it has no password
    yet and a live `manager` role.
    Without a `slug` one is made from `full_name`, with a random end when it is taken. Only with
    `is_provider` it
    may sell plans.

    Managers of the broker only. Refused with 400: a `slug` that another profile or a user has, a
    `full_name` that leaves an empty slug,
    and for personal profiles the e-mail of another user; nothing is created then.

    Args:
        idempotency_key (str | Unset):
        body (OrganizationCreate): A profile to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Organization | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: OrganizationCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Organization | Problem]:
    """Create a profile

     Creates a profile. With `type` `organization` nobody gets a role on it, the caller neither. With
    `type` `personal` a user is created
    along: its username is the slug, its name and e-mail are those of the profile, it has no password
    yet and a live `manager` role.
    Without a `slug` one is made from `full_name`, with a random end when it is taken. Only with
    `is_provider` it
    may sell plans.

    Managers of the broker only. Refused with 400: a `slug` that another profile or a user has, a
    `full_name` that leaves an empty slug,
    and for personal profiles the e-mail of another user; nothing is created then.

    Args:
        idempotency_key (str | Unset):
        body (OrganizationCreate): A profile to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Organization | Problem]
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
    body: OrganizationCreate,
    idempotency_key: str | Unset = UNSET,
) -> Organization | Problem | None:
    """Create a profile

     Creates a profile. With `type` `organization` nobody gets a role on it, the caller neither. With
    `type` `personal` a user is created
    along: its username is the slug, its name and e-mail are those of the profile, it has no password
    yet and a live `manager` role.
    Without a `slug` one is made from `full_name`, with a random end when it is taken. Only with
    `is_provider` it
    may sell plans.

    Managers of the broker only. Refused with 400: a `slug` that another profile or a user has, a
    `full_name` that leaves an empty slug,
    and for personal profiles the e-mail of another user; nothing is created then.

    Args:
        idempotency_key (str | Unset):
        body (OrganizationCreate): A profile to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Organization | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
