from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.email_charge_receipt import EmailChargeReceipt
from ...models.email_charge_receipt_input import EmailChargeReceiptInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    charge: str,
    *,
    body: EmailChargeReceiptInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/billing/charges/{charge}/email/".format(
            charge=quote(str(charge), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> EmailChargeReceipt | Problem | None:
    if response.status_code == 201:
        response_201 = EmailChargeReceipt.from_dict(response.json())

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
) -> Response[EmailChargeReceipt | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmailChargeReceiptInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[EmailChargeReceipt | Problem]:
    r"""Mail the receipt again

     Mails the receipt of a charge that is `done` to the address that the customer has on file, or to its
    managers when it has none, with a
    copy to the managers of the broker; it says \"Refund\" when something was refunded. Nothing is sent
    in any other state, and the answer is
    the same. A body is not looked at.

    Managers of the customer and of the broker.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (EmailChargeReceiptInput | Unset): Nothing is read from it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EmailChargeReceipt | Problem]
    """

    kwargs = _get_kwargs(
        charge=charge,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmailChargeReceiptInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> EmailChargeReceipt | Problem | None:
    r"""Mail the receipt again

     Mails the receipt of a charge that is `done` to the address that the customer has on file, or to its
    managers when it has none, with a
    copy to the managers of the broker; it says \"Refund\" when something was refunded. Nothing is sent
    in any other state, and the answer is
    the same. A body is not looked at.

    Managers of the customer and of the broker.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (EmailChargeReceiptInput | Unset): Nothing is read from it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EmailChargeReceipt | Problem
    """

    return sync_detailed(
        charge=charge,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmailChargeReceiptInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[EmailChargeReceipt | Problem]:
    r"""Mail the receipt again

     Mails the receipt of a charge that is `done` to the address that the customer has on file, or to its
    managers when it has none, with a
    copy to the managers of the broker; it says \"Refund\" when something was refunded. Nothing is sent
    in any other state, and the answer is
    the same. A body is not looked at.

    Managers of the customer and of the broker.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (EmailChargeReceiptInput | Unset): Nothing is read from it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EmailChargeReceipt | Problem]
    """

    kwargs = _get_kwargs(
        charge=charge,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    charge: str,
    *,
    client: AuthenticatedClient | Client,
    body: EmailChargeReceiptInput | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> EmailChargeReceipt | Problem | None:
    r"""Mail the receipt again

     Mails the receipt of a charge that is `done` to the address that the customer has on file, or to its
    managers when it has none, with a
    copy to the managers of the broker; it says \"Refund\" when something was refunded. Nothing is sent
    in any other state, and the answer is
    the same. A body is not looked at.

    Managers of the customer and of the broker.

    Args:
        charge (str):
        idempotency_key (str | Unset):
        body (EmailChargeReceiptInput | Unset): Nothing is read from it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EmailChargeReceipt | Problem
    """

    return (
        await asyncio_detailed(
            charge=charge,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
