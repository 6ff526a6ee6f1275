import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.profile_subscriptions_list_o_item import (
    ProfileSubscriptionsListOItem,
)
from ...models.profile_subscriptions_list_ot import (
    ProfileSubscriptionsListOt,
)
from ...models.subscription_page import SubscriptionPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    state: str | Unset = UNSET,
    expires_after: datetime.datetime | Unset = UNSET,
    expires_before: datetime.datetime | Unset = UNSET,
    o: list[ProfileSubscriptionsListOItem] | Unset = UNSET,
    ot: ProfileSubscriptionsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    page: int | Unset = 1,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["state"] = state

    json_expires_after: str | Unset = UNSET
    if not isinstance(expires_after, Unset):
        json_expires_after = expires_after.isoformat()
    params["expires_after"] = json_expires_after

    json_expires_before: str | Unset = UNSET
    if not isinstance(expires_before, Unset):
        json_expires_before = expires_before.isoformat()
    params["expires_before"] = json_expires_before

    json_o: list[str] | Unset = UNSET
    if not isinstance(o, Unset):
        json_o = []
        for o_item_data in o:
            o_item: str = o_item_data
            json_o.append(o_item)

    params["o"] = json_o

    json_ot: str | Unset = UNSET
    if not isinstance(ot, Unset):
        json_ot = ot

    params["ot"] = json_ot

    params["q"] = q

    json_q_f: list[str] | Unset = UNSET
    if not isinstance(q_f, Unset):
        json_q_f = q_f

    params["q_f"] = json_q_f

    params["page"] = page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/profile/{organization}/subscriptions/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SubscriptionPage | None:
    if response.status_code == 200:
        response_200 = SubscriptionPage.from_dict(response.json())

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
) -> Response[Problem | SubscriptionPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    state: str | Unset = UNSET,
    expires_after: datetime.datetime | Unset = UNSET,
    expires_before: datetime.datetime | Unset = UNSET,
    o: list[ProfileSubscriptionsListOItem] | Unset = UNSET,
    ot: ProfileSubscriptionsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[Problem | SubscriptionPage]:
    """List the subscriptions of a profile

     Lists what the profile subscribed to, by `ends_at`: pending, active and ended subscriptions. `state`
    keeps the active or the expired
    ones; without `state`, `expires_after` and `expires_before` keep those that end in between. `q`
    searches slug, full_name, email, phone
    and address of the subscriber and the title of the plan.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    Contributors see null instead of the keys.

    Args:
        organization (str):
        state (str | Unset):
        expires_after (datetime.datetime | Unset):
        expires_before (datetime.datetime | Unset):
        o (list[ProfileSubscriptionsListOItem] | Unset):
        ot (ProfileSubscriptionsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubscriptionPage]
    """

    kwargs = _get_kwargs(
        organization=organization,
        state=state,
        expires_after=expires_after,
        expires_before=expires_before,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        page=page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    state: str | Unset = UNSET,
    expires_after: datetime.datetime | Unset = UNSET,
    expires_before: datetime.datetime | Unset = UNSET,
    o: list[ProfileSubscriptionsListOItem] | Unset = UNSET,
    ot: ProfileSubscriptionsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    page: int | Unset = 1,
) -> Problem | SubscriptionPage | None:
    """List the subscriptions of a profile

     Lists what the profile subscribed to, by `ends_at`: pending, active and ended subscriptions. `state`
    keeps the active or the expired
    ones; without `state`, `expires_after` and `expires_before` keep those that end in between. `q`
    searches slug, full_name, email, phone
    and address of the subscriber and the title of the plan.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    Contributors see null instead of the keys.

    Args:
        organization (str):
        state (str | Unset):
        expires_after (datetime.datetime | Unset):
        expires_before (datetime.datetime | Unset):
        o (list[ProfileSubscriptionsListOItem] | Unset):
        ot (ProfileSubscriptionsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubscriptionPage
    """

    return sync_detailed(
        organization=organization,
        client=client,
        state=state,
        expires_after=expires_after,
        expires_before=expires_before,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        page=page,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    state: str | Unset = UNSET,
    expires_after: datetime.datetime | Unset = UNSET,
    expires_before: datetime.datetime | Unset = UNSET,
    o: list[ProfileSubscriptionsListOItem] | Unset = UNSET,
    ot: ProfileSubscriptionsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    page: int | Unset = 1,
) -> Response[Problem | SubscriptionPage]:
    """List the subscriptions of a profile

     Lists what the profile subscribed to, by `ends_at`: pending, active and ended subscriptions. `state`
    keeps the active or the expired
    ones; without `state`, `expires_after` and `expires_before` keep those that end in between. `q`
    searches slug, full_name, email, phone
    and address of the subscriber and the title of the plan.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    Contributors see null instead of the keys.

    Args:
        organization (str):
        state (str | Unset):
        expires_after (datetime.datetime | Unset):
        expires_before (datetime.datetime | Unset):
        o (list[ProfileSubscriptionsListOItem] | Unset):
        ot (ProfileSubscriptionsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubscriptionPage]
    """

    kwargs = _get_kwargs(
        organization=organization,
        state=state,
        expires_after=expires_after,
        expires_before=expires_before,
        o=o,
        ot=ot,
        q=q,
        q_f=q_f,
        page=page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    state: str | Unset = UNSET,
    expires_after: datetime.datetime | Unset = UNSET,
    expires_before: datetime.datetime | Unset = UNSET,
    o: list[ProfileSubscriptionsListOItem] | Unset = UNSET,
    ot: ProfileSubscriptionsListOt | Unset = "asc",
    q: str | Unset = UNSET,
    q_f: list[str] | Unset = UNSET,
    page: int | Unset = 1,
) -> Problem | SubscriptionPage | None:
    """List the subscriptions of a profile

     Lists what the profile subscribed to, by `ends_at`: pending, active and ended subscriptions. `state`
    keeps the active or the expired
    ones; without `state`, `expires_after` and `expires_before` keep those that end in between. `q`
    searches slug, full_name, email, phone
    and address of the subscriber and the title of the plan.

    Managers and contributors of the profile and of the broker; those of its providers, present and
    former, see what they take part in.
    Contributors see null instead of the keys.

    Args:
        organization (str):
        state (str | Unset):
        expires_after (datetime.datetime | Unset):
        expires_before (datetime.datetime | Unset):
        o (list[ProfileSubscriptionsListOItem] | Unset):
        ot (ProfileSubscriptionsListOt | Unset):  Default: 'asc'.
        q (str | Unset):
        q_f (list[str] | Unset):
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubscriptionPage
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            state=state,
            expires_after=expires_after,
            expires_before=expires_before,
            o=o,
            ot=ot,
            q=q,
            q_f=q_f,
            page=page,
        )
    ).parsed
