from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.agreement_sign import AgreementSign
from ...models.agreement_sign_input import AgreementSignInput
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    agreement: str,
    *,
    body: AgreementSignInput,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/legal/{agreement}/sign/".format(
            agreement=quote(str(agreement), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AgreementSign | Problem | None:
    if response.status_code == 200:
        response_200 = AgreementSign.from_dict(response.json())

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
) -> Response[AgreementSign | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    agreement: str,
    *,
    client: AuthenticatedClient | Client,
    body: AgreementSignInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[AgreementSign | Problem]:
    """Sign an agreement

     Records that the caller accepts the agreement as it reads now. Signing again moves the date. Most
    operations want the current
    `terms-of-use` signed.

    Any signed-in user. Refused with 400: `read_terms` is false; with 404: an unknown agreement.

    Args:
        agreement (str):
        idempotency_key (str | Unset):
        body (AgreementSignInput): Whether an agreement is accepted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AgreementSign | Problem]
    """

    kwargs = _get_kwargs(
        agreement=agreement,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    agreement: str,
    *,
    client: AuthenticatedClient | Client,
    body: AgreementSignInput,
    idempotency_key: str | Unset = UNSET,
) -> AgreementSign | Problem | None:
    """Sign an agreement

     Records that the caller accepts the agreement as it reads now. Signing again moves the date. Most
    operations want the current
    `terms-of-use` signed.

    Any signed-in user. Refused with 400: `read_terms` is false; with 404: an unknown agreement.

    Args:
        agreement (str):
        idempotency_key (str | Unset):
        body (AgreementSignInput): Whether an agreement is accepted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AgreementSign | Problem
    """

    return sync_detailed(
        agreement=agreement,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    agreement: str,
    *,
    client: AuthenticatedClient | Client,
    body: AgreementSignInput,
    idempotency_key: str | Unset = UNSET,
) -> Response[AgreementSign | Problem]:
    """Sign an agreement

     Records that the caller accepts the agreement as it reads now. Signing again moves the date. Most
    operations want the current
    `terms-of-use` signed.

    Any signed-in user. Refused with 400: `read_terms` is false; with 404: an unknown agreement.

    Args:
        agreement (str):
        idempotency_key (str | Unset):
        body (AgreementSignInput): Whether an agreement is accepted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AgreementSign | Problem]
    """

    kwargs = _get_kwargs(
        agreement=agreement,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    agreement: str,
    *,
    client: AuthenticatedClient | Client,
    body: AgreementSignInput,
    idempotency_key: str | Unset = UNSET,
) -> AgreementSign | Problem | None:
    """Sign an agreement

     Records that the caller accepts the agreement as it reads now. Signing again moves the date. Most
    operations want the current
    `terms-of-use` signed.

    Any signed-in user. Refused with 400: `read_terms` is false; with 404: an unknown agreement.

    Args:
        agreement (str):
        idempotency_key (str | Unset):
        body (AgreementSignInput): Whether an agreement is accepted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AgreementSign | Problem
    """

    return (
        await asyncio_detailed(
            agreement=agreement,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
