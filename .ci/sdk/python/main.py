"""The runner of the Python SDKs: what .ci/sdk/conductor asks for, through gen/sdk/python."""

from __future__ import annotations

import importlib
import inspect
import io
import os
import re
import types
import typing
from typing import Any

import httpx
import tollkeeper_djaoapp
import tollkeeper_subscriptions
from tollkeeper_djaoapp.api.auth import auth_create
from tollkeeper_djaoapp.api.billing import billing_charges_refund_create
from tollkeeper_djaoapp.api.cart import billing_checkout_create, cart_create, cart_redeem_create
from tollkeeper_djaoapp.models import (
    CartItemCreate,
    CartItemResult,
    Charge,
    Checkout,
    Credentials,
    RedeemCoupon,
    Redemption,
    RefundCharge,
    RefundChargeItem,
    Token,
)

BASE = os.environ["TOLLKEEPER_URL"]
PACKAGES = {"djaoapp": (tollkeeper_djaoapp, "/api"), "subscriptions": (tollkeeper_subscriptions, "/api/v1")}


def main_job() -> None:
    """Signs xia in, buys a discounted month for her, and as alice, who sells it, pays a part back."""
    xia, alice = sign_in("xia"), sign_in("alice")
    assert isinstance(cart_create.sync(client=xia, body=CartItemCreate(plan="open-space")), CartItemResult)
    assert isinstance(cart_redeem_create.sync(client=xia, body=RedeemCoupon(code="DIS50")), Redemption)
    paid = billing_checkout_create.sync("xia", client=xia, body=Checkout(processor_token="tok_visa"))
    assert isinstance(paid, Charge) and paid.state == "done", paid
    part = RefundCharge(lines=[RefundChargeItem(num=0, refunded_amount=500)])
    refunded = billing_charges_refund_create.sync(paid.processor_key, client=alice, body=part)
    assert isinstance(refunded, Charge) and refunded.amount == paid.amount, refunded


def sign_in(username: str) -> tollkeeper_djaoapp.AuthenticatedClient:
    anonymous = tollkeeper_djaoapp.Client(base_url=BASE + "/api")
    token = auth_create.sync(client=anonymous, body=Credentials(username=username, password="yoyo"))
    assert isinstance(token, Token), token
    return tollkeeper_djaoapp.AuthenticatedClient(base_url=BASE + "/api", token=token.token)


def send(call: dict[str, Any]) -> str:
    """Finds the module of an operation by its name and sends its example; says what went wrong, "" for nothing."""
    package, base = PACKAGES[call["contract"]]
    name = re.sub(r"[^a-z0-9]+", "_", call["operation"])
    module = importlib.import_module(f"{package.__name__}.api.{call['tag']}.{name}")
    client = package.AuthenticatedClient(base_url=BASE + base, token=call["token"], raise_on_unexpected_status=True)
    hints = typing.get_type_hints(module.sync_detailed)
    arguments: dict[str, Any] = {"client": client}
    for parameter in inspect.signature(module.sync_detailed).parameters:
        if parameter == "body":
            arguments["body"] = body(hints["body"], call["body"], call["files"] or [])
        for given in (call["path_values"], call["query"], call["header"]):
            for key, value in given.items():
                if plain(key) == plain(parameter):
                    arguments[parameter] = argument(hints[parameter], value)
    answer = module.sync_detailed(**arguments)
    if answer.status_code >= 300:
        return f"{answer.status_code} {answer.content.decode()}"
    if answer.content and answer.parsed is None:
        return f"{answer.status_code}: the answer has no type"
    return ""


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def choices(hint: Any) -> tuple[Any, ...]:
    """The types of a union, or the one type."""
    return typing.get_args(hint) if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union else (hint,)


def argument(hint: Any, value: Any) -> Any:
    """A value of a parameter, of the type that it wants."""
    for choice in choices(hint):
        if typing.get_origin(choice) is list:
            return [argument(typing.get_args(choice)[0], one) for one in value]
    one = value[0] if isinstance(value, list) else value
    for choice in choices(hint):
        if choice is bool:
            return one == "true"
        if choice in (int, float) or getattr(choice, "__name__", "") == "UUID":
            return choice(one)
    return one


def body(hint: Any, value: Any, files: list[str]) -> Any:
    """The model that a body wants: of several, the first that takes the value."""
    for choice in choices(hint):
        if typing.get_origin(choice) is list and isinstance(value, list):
            return [body(typing.get_args(choice)[0], one, files) for one in value]
        if not isinstance(value, dict) or not hasattr(choice, "from_dict"):
            continue
        if files:
            file = importlib.import_module(choice.__module__.split(".")[0] + ".types").File
            return choice(**{k: file(io.BytesIO(str(v).encode()), file_name="example") if k in files else v for k, v in value.items()})
        return choice.from_dict(dict(value))
    raise TypeError(f"no type among {hint} takes {value!r}")


main_job()
error = ""
with httpx.Client(base_url=BASE, timeout=60) as conductor:
    while (answer := conductor.post("/conductor/next", json={"error": error})).status_code == 200:
        try:
            error = send(answer.json())
        except Exception as e:  # noqa: BLE001 (whatever it is, the conductor reports it)
            error = f"{type(e).__name__}: {e}"
