"""Walks through the life of a credit subscription with the client that was generated from the contract."""

import base64
import json
import os
import sys
import uuid

from tollkeeper_subscriptions import AuthenticatedClient, Client
from tollkeeper_subscriptions.api.login import login_access_token
from tollkeeper_subscriptions.api.subscriptions import (
    subscriptions_create_user_subscription as create,
    subscriptions_read_subscription as read,
    subscriptions_read_subscriptions as read_all,
    subscriptions_read_usage as read_usage,
    subscriptions_record_usage as record_usage,
    subscriptions_renew_subscription as renew,
    subscriptions_update_subscription as update,
)
from tollkeeper_subscriptions.models import (
    AccessTokenForm,
    ErrorDetail,
    HTTPValidationError,
    SubscriptionCreate,
    SubscriptionUpdate,
    UsageCreate,
)

base = os.environ["TOLLKEEPER_URL"] + "/api/v1"


def sign_in(name):
    anonymous = Client(base_url=base)
    token = login_access_token.sync(client=anonymous, body=AccessTokenForm(username=name, password="yoyo"))
    claims = token.access_token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return AuthenticatedClient(base_url=base, token=token.access_token), uuid.UUID(claims["sub"])


def expect(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got!r}, want {want!r}")


superuser, _ = sign_in("donny")
xia, xia_id = sign_in("xia")
joe, _ = sign_in("joe")

refused = login_access_token.sync(client=Client(base_url=base), body=AccessTokenForm(username="xia", password="guess"))
expect("a wrong password", refused, ErrorDetail(detail="Incorrect email or password"))

start = create.sync(xia_id, client=superuser, body=SubscriptionCreate(service_type="SELF_SERVICE", tier="START", payment_id="pay-1"))
expect("price", (start.base_price, start.currency, start.payment_status, start.credits_remaining), (10.12, "USD", "PAID", 100))
again = create.sync(xia_id, client=superuser, body=SubscriptionCreate(service_type="SELF_SERVICE", tier="START", payment_id="pay-1"))
expect("the same payment again", again.id, start.id)
second = create.sync(xia_id, client=superuser, body=SubscriptionCreate(service_type="SELF_SERVICE", tier="GROWTH"))
expect("a second subscription", type(second), ErrorDetail)
unknown = create.sync(xia_id, client=superuser, body=SubscriptionCreate(service_type="SELF_SERVICE", tier="HUGE"))
expect("an unknown tier", (type(unknown), unknown.detail[0].loc), (HTTPValidationError, ["body", "tier"]))
not_allowed = create.sync(xia_id, client=xia, body=SubscriptionCreate(service_type="SELF_SERVICE", tier="START"))
expect("not a superuser", not_allowed, ErrorDetail(detail="Not enough permissions"))

expect("her own", [one.id for one in read_all.sync(client=xia).data], [start.id])
expect("somebody else's", read_all.sync(client=joe).count, 0)
expect("reading somebody else's", read.sync(start.id, client=joe), ErrorDetail(detail="Not enough permissions"))
expect("reading none", read.sync(uuid.uuid4(), client=superuser), ErrorDetail(detail="Subscription not found"))

used = record_usage.sync(start.id, client=superuser, body=UsageCreate(event_id="render-1", credits_=40))
expect("credits left", used.credits_remaining, 60)
expect("the same event again", record_usage.sync(start.id, client=superuser, body=UsageCreate(event_id="render-1", credits_=40)), used)
too_many = record_usage.sync(start.id, client=superuser, body=UsageCreate(event_id="render-2", credits_=61))
expect("more than is left", type(too_many), ErrorDetail)
expect("recorded uses", read_usage.sync(start.id, client=xia).count, 1)

grown = update.sync(start.id, client=superuser, body=SubscriptionUpdate(tier="GROWTH"))
expect("an upgrade", (grown.tier, grown.base_price, grown.payment_status, grown.credits_used), ("GROWTH", 40.12, "PENDING", 40))
renewed = renew.sync(start.id, client=superuser, payment_id="pay-2")
expect("a renewal", (renewed.payment_status, renewed.actual_price, renewed.end_date > grown.end_date), ("PAID", 40.12, True))
expect("the same renewal again", renew.sync(start.id, client=superuser, payment_id="pay-2"), renewed)

print("sdk: Python flow: 8 of 8 operations of /api/v1 called, with 8 refusals")
