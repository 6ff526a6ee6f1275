from typing import Literal, cast

NotificationSlug = Literal[
    "card_expires_soon",
    "card_updated",
    "charge_updated",
    "contact_requested_notice",
    "expires_soon",
    "order_executed",
    "organization_updated",
    "payment_method_absent",
    "processor_setup_error",
    "renewal_charge_failed",
    "role_grant_accepted_notice",
    "subscribe_grant_accepted_notice",
    "subscribe_req_accepted_notice",
    "subscription_upgrade",
    "user_activated_notice",
    "user_registered_notice",
    "weekly_sales_report_created",
]

NOTIFICATION_SLUG_VALUES: set[NotificationSlug] = {
    "card_expires_soon",
    "card_updated",
    "charge_updated",
    "contact_requested_notice",
    "expires_soon",
    "order_executed",
    "organization_updated",
    "payment_method_absent",
    "processor_setup_error",
    "renewal_charge_failed",
    "role_grant_accepted_notice",
    "subscribe_grant_accepted_notice",
    "subscribe_req_accepted_notice",
    "subscription_upgrade",
    "user_activated_notice",
    "user_registered_notice",
    "weekly_sales_report_created",
}


def check_notification_slug(value: str) -> NotificationSlug:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(NotificationSlug, value)
