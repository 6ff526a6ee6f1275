from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.charge import Charge
from ...models.checkout import Checkout
from ...models.empty import Empty
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    organization: str,
    *,
    body: Checkout,
    code: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["code"] = code

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/billing/{organization}/checkout/".format(
            organization=quote(str(organization), safe=""),
        ),
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Charge | Empty | Problem | None:
    if response.status_code == 200:
        response_200 = Empty.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Charge.from_dict(response.json())

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
) -> Response[Charge | Empty | Problem]:
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
    body: Checkout,
    code: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Charge | Empty | Problem]:
    """Place the order and pay

     Orders everything in the caller's cart for the profile and charges its card: subscriptions are
    created, or extended from their end, and
    the cart is empty afterwards. With a `processor_token` that card is charged, and kept when
    `remember_card` is true; without one the
    card on file. Address fields fill blank ones of the profile. The order is confirmed by mail to its
    managers, beneficiaries who are not
    registered yet are invited; the receipt follows when the charge is done. What the profile owes
    already to the providers of the order,
    in its currency, is charged with it, as `billing_checkout_read` shows.

    A charge that is refused leaves no trace: nothing is owed and the cart stays. Posting again after a
    success finds an empty cart, unless it is
    the same request under its `Idempotency-Key`: that gets the charge of its order, whatever is in the
    cart by then. When the first answer was
    lost it is the charge as it is by then, without `payment_intent_client_secret`.

    When the bank wants the payer to authenticate (3-D Secure), the order is placed, the charge is
    `created`, and
    `payment_intent_client_secret` is what the client hands to `stripe.handleNextAction` of Stripe.js.
    The charge is `done` when she has
    authenticated; when she does not within a day, or in vain, it is `failed` and the order is due.

    Managers of the profile, and of the broker with a `processor_token`: the card on file is charged for
    managers of the profile alone (403 for
    others), and what the broker orders is a gift. Refused with 400: an item whose option is not chosen,
    no card, a declined card, more than one
    currency, a total from 1 to 49, more than 20,000 items; with 409: a provider that does not sell any
    more.

    Args:
        organization (str):
        code (str | Unset):
        idempotency_key (str | Unset):
        body (Checkout): How to pay for a cart.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Charge | Empty | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        body=body,
        code=code,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    body: Checkout,
    code: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Charge | Empty | Problem | None:
    """Place the order and pay

     Orders everything in the caller's cart for the profile and charges its card: subscriptions are
    created, or extended from their end, and
    the cart is empty afterwards. With a `processor_token` that card is charged, and kept when
    `remember_card` is true; without one the
    card on file. Address fields fill blank ones of the profile. The order is confirmed by mail to its
    managers, beneficiaries who are not
    registered yet are invited; the receipt follows when the charge is done. What the profile owes
    already to the providers of the order,
    in its currency, is charged with it, as `billing_checkout_read` shows.

    A charge that is refused leaves no trace: nothing is owed and the cart stays. Posting again after a
    success finds an empty cart, unless it is
    the same request under its `Idempotency-Key`: that gets the charge of its order, whatever is in the
    cart by then. When the first answer was
    lost it is the charge as it is by then, without `payment_intent_client_secret`.

    When the bank wants the payer to authenticate (3-D Secure), the order is placed, the charge is
    `created`, and
    `payment_intent_client_secret` is what the client hands to `stripe.handleNextAction` of Stripe.js.
    The charge is `done` when she has
    authenticated; when she does not within a day, or in vain, it is `failed` and the order is due.

    Managers of the profile, and of the broker with a `processor_token`: the card on file is charged for
    managers of the profile alone (403 for
    others), and what the broker orders is a gift. Refused with 400: an item whose option is not chosen,
    no card, a declined card, more than one
    currency, a total from 1 to 49, more than 20,000 items; with 409: a provider that does not sell any
    more.

    Args:
        organization (str):
        code (str | Unset):
        idempotency_key (str | Unset):
        body (Checkout): How to pay for a cart.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Charge | Empty | Problem
    """

    return sync_detailed(
        organization=organization,
        client=client,
        body=body,
        code=code,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    body: Checkout,
    code: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Charge | Empty | Problem]:
    """Place the order and pay

     Orders everything in the caller's cart for the profile and charges its card: subscriptions are
    created, or extended from their end, and
    the cart is empty afterwards. With a `processor_token` that card is charged, and kept when
    `remember_card` is true; without one the
    card on file. Address fields fill blank ones of the profile. The order is confirmed by mail to its
    managers, beneficiaries who are not
    registered yet are invited; the receipt follows when the charge is done. What the profile owes
    already to the providers of the order,
    in its currency, is charged with it, as `billing_checkout_read` shows.

    A charge that is refused leaves no trace: nothing is owed and the cart stays. Posting again after a
    success finds an empty cart, unless it is
    the same request under its `Idempotency-Key`: that gets the charge of its order, whatever is in the
    cart by then. When the first answer was
    lost it is the charge as it is by then, without `payment_intent_client_secret`.

    When the bank wants the payer to authenticate (3-D Secure), the order is placed, the charge is
    `created`, and
    `payment_intent_client_secret` is what the client hands to `stripe.handleNextAction` of Stripe.js.
    The charge is `done` when she has
    authenticated; when she does not within a day, or in vain, it is `failed` and the order is due.

    Managers of the profile, and of the broker with a `processor_token`: the card on file is charged for
    managers of the profile alone (403 for
    others), and what the broker orders is a gift. Refused with 400: an item whose option is not chosen,
    no card, a declined card, more than one
    currency, a total from 1 to 49, more than 20,000 items; with 409: a provider that does not sell any
    more.

    Args:
        organization (str):
        code (str | Unset):
        idempotency_key (str | Unset):
        body (Checkout): How to pay for a cart.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Charge | Empty | Problem]
    """

    kwargs = _get_kwargs(
        organization=organization,
        body=body,
        code=code,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization: str,
    *,
    client: AuthenticatedClient | Client,
    body: Checkout,
    code: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Charge | Empty | Problem | None:
    """Place the order and pay

     Orders everything in the caller's cart for the profile and charges its card: subscriptions are
    created, or extended from their end, and
    the cart is empty afterwards. With a `processor_token` that card is charged, and kept when
    `remember_card` is true; without one the
    card on file. Address fields fill blank ones of the profile. The order is confirmed by mail to its
    managers, beneficiaries who are not
    registered yet are invited; the receipt follows when the charge is done. What the profile owes
    already to the providers of the order,
    in its currency, is charged with it, as `billing_checkout_read` shows.

    A charge that is refused leaves no trace: nothing is owed and the cart stays. Posting again after a
    success finds an empty cart, unless it is
    the same request under its `Idempotency-Key`: that gets the charge of its order, whatever is in the
    cart by then. When the first answer was
    lost it is the charge as it is by then, without `payment_intent_client_secret`.

    When the bank wants the payer to authenticate (3-D Secure), the order is placed, the charge is
    `created`, and
    `payment_intent_client_secret` is what the client hands to `stripe.handleNextAction` of Stripe.js.
    The charge is `done` when she has
    authenticated; when she does not within a day, or in vain, it is `failed` and the order is due.

    Managers of the profile, and of the broker with a `processor_token`: the card on file is charged for
    managers of the profile alone (403 for
    others), and what the broker orders is a gift. Refused with 400: an item whose option is not chosen,
    no card, a declined card, more than one
    currency, a total from 1 to 49, more than 20,000 items; with 409: a provider that does not sell any
    more.

    Args:
        organization (str):
        code (str | Unset):
        idempotency_key (str | Unset):
        body (Checkout): How to pay for a cart.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Charge | Empty | Problem
    """

    return (
        await asyncio_detailed(
            organization=organization,
            client=client,
            body=body,
            code=code,
            idempotency_key=idempotency_key,
        )
    ).parsed
