from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cart_item_create import CartItemCreate
from ...models.cart_item_result import CartItemResult
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CartItemCreate | list[CartItemCreate],
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cart/",
    }

    if isinstance(body, CartItemCreate):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = []
        for componentsschemas_cart_item_create_list_item_data in body:
            componentsschemas_cart_item_create_list_item = (
                componentsschemas_cart_item_create_list_item_data.to_dict()
            )
            _kwargs["json"].append(componentsschemas_cart_item_create_list_item)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CartItemResult | list[CartItemResult] | Problem | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> CartItemResult | list[CartItemResult]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_cart_addition_result_type_0 = (
                    CartItemResult.from_dict(data)
                )

                return componentsschemas_cart_addition_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            componentsschemas_cart_addition_result_type_1 = []
            _componentsschemas_cart_addition_result_type_1 = data
            for (
                componentsschemas_cart_item_result_list_item_data
            ) in _componentsschemas_cart_addition_result_type_1:
                componentsschemas_cart_item_result_list_item = CartItemResult.from_dict(
                    componentsschemas_cart_item_result_list_item_data
                )

                componentsschemas_cart_addition_result_type_1.append(
                    componentsschemas_cart_item_result_list_item
                )

            return componentsschemas_cart_addition_result_type_1

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 201:

        def _parse_response_201(data: object) -> CartItemResult | list[CartItemResult]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_cart_addition_result_type_0 = (
                    CartItemResult.from_dict(data)
                )

                return componentsschemas_cart_addition_result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            componentsschemas_cart_addition_result_type_1 = []
            _componentsschemas_cart_addition_result_type_1 = data
            for (
                componentsschemas_cart_item_result_list_item_data
            ) in _componentsschemas_cart_addition_result_type_1:
                componentsschemas_cart_item_result_list_item = CartItemResult.from_dict(
                    componentsschemas_cart_item_result_list_item_data
                )

                componentsschemas_cart_addition_result_type_1.append(
                    componentsschemas_cart_item_result_list_item
                )

            return componentsschemas_cart_addition_result_type_1

        response_201 = _parse_response_201(response.json())

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
) -> Response[CartItemResult | list[CartItemResult] | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CartItemCreate | list[CartItemCreate],
    idempotency_key: str | Unset = UNSET,
) -> Response[CartItemResult | list[CartItemResult] | Problem]:
    """Add plans to the cart

     Adds one item, or a list of items, to the cart of the caller. Anybody may: the cart of a signed-in
    user is stored with her, the cart of
    an anonymous caller in the session that her cookies name; it moves to the user with her next call
    after signing in.

    Without `sync_on` an item of the same plan is updated: `full_name` and `option` are overwritten.
    With `sync_on` (a group buy, paid for
    somebody else) there is one item a beneficiary and plan; an item of the plan that has no beneficiary
    yet becomes hers. What is ordered
    for a profile that the caller does not manage is a gift: it is not renewed, and opens nothing of the
    profile to the provider, until its
    managers order it or let it renew themselves. A coupon redeemed before is applied to new items.

    A list is checked completely before anything is stored. An anonymous cart holds at most 20 items.
    Refused with 400: an inactive plan, an empty
    list, too many items of somebody who is not signed in; with 404: an unknown plan.

    Args:
        idempotency_key (str | Unset):
        body (CartItemCreate | list[CartItemCreate]): An item for the cart, or a list of items.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CartItemResult | list[CartItemResult] | Problem]
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
    client: AuthenticatedClient,
    body: CartItemCreate | list[CartItemCreate],
    idempotency_key: str | Unset = UNSET,
) -> CartItemResult | list[CartItemResult] | Problem | None:
    """Add plans to the cart

     Adds one item, or a list of items, to the cart of the caller. Anybody may: the cart of a signed-in
    user is stored with her, the cart of
    an anonymous caller in the session that her cookies name; it moves to the user with her next call
    after signing in.

    Without `sync_on` an item of the same plan is updated: `full_name` and `option` are overwritten.
    With `sync_on` (a group buy, paid for
    somebody else) there is one item a beneficiary and plan; an item of the plan that has no beneficiary
    yet becomes hers. What is ordered
    for a profile that the caller does not manage is a gift: it is not renewed, and opens nothing of the
    profile to the provider, until its
    managers order it or let it renew themselves. A coupon redeemed before is applied to new items.

    A list is checked completely before anything is stored. An anonymous cart holds at most 20 items.
    Refused with 400: an inactive plan, an empty
    list, too many items of somebody who is not signed in; with 404: an unknown plan.

    Args:
        idempotency_key (str | Unset):
        body (CartItemCreate | list[CartItemCreate]): An item for the cart, or a list of items.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CartItemResult | list[CartItemResult] | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CartItemCreate | list[CartItemCreate],
    idempotency_key: str | Unset = UNSET,
) -> Response[CartItemResult | list[CartItemResult] | Problem]:
    """Add plans to the cart

     Adds one item, or a list of items, to the cart of the caller. Anybody may: the cart of a signed-in
    user is stored with her, the cart of
    an anonymous caller in the session that her cookies name; it moves to the user with her next call
    after signing in.

    Without `sync_on` an item of the same plan is updated: `full_name` and `option` are overwritten.
    With `sync_on` (a group buy, paid for
    somebody else) there is one item a beneficiary and plan; an item of the plan that has no beneficiary
    yet becomes hers. What is ordered
    for a profile that the caller does not manage is a gift: it is not renewed, and opens nothing of the
    profile to the provider, until its
    managers order it or let it renew themselves. A coupon redeemed before is applied to new items.

    A list is checked completely before anything is stored. An anonymous cart holds at most 20 items.
    Refused with 400: an inactive plan, an empty
    list, too many items of somebody who is not signed in; with 404: an unknown plan.

    Args:
        idempotency_key (str | Unset):
        body (CartItemCreate | list[CartItemCreate]): An item for the cart, or a list of items.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CartItemResult | list[CartItemResult] | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CartItemCreate | list[CartItemCreate],
    idempotency_key: str | Unset = UNSET,
) -> CartItemResult | list[CartItemResult] | Problem | None:
    """Add plans to the cart

     Adds one item, or a list of items, to the cart of the caller. Anybody may: the cart of a signed-in
    user is stored with her, the cart of
    an anonymous caller in the session that her cookies name; it moves to the user with her next call
    after signing in.

    Without `sync_on` an item of the same plan is updated: `full_name` and `option` are overwritten.
    With `sync_on` (a group buy, paid for
    somebody else) there is one item a beneficiary and plan; an item of the plan that has no beneficiary
    yet becomes hers. What is ordered
    for a profile that the caller does not manage is a gift: it is not renewed, and opens nothing of the
    profile to the provider, until its
    managers order it or let it renew themselves. A coupon redeemed before is applied to new items.

    A list is checked completely before anything is stored. An anonymous cart holds at most 20 items.
    Refused with 400: an inactive plan, an empty
    list, too many items of somebody who is not signed in; with 404: an unknown plan.

    Args:
        idempotency_key (str | Unset):
        body (CartItemCreate | list[CartItemCreate]): An item for the cart, or a list of items.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CartItemResult | list[CartItemResult] | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
