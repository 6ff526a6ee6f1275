"""Contains all the data models used in inputs/outputs"""

from .access_token_form import AccessTokenForm
from .access_token_form_grant_type import AccessTokenFormGrantType
from .error_detail import ErrorDetail
from .http_validation_error import HTTPValidationError
from .subscription_create import SubscriptionCreate
from .subscription_public import SubscriptionPublic
from .subscription_update import SubscriptionUpdate
from .subscriptions_public import SubscriptionsPublic
from .token import Token
from .token_token_type import TokenTokenType
from .usage_create import UsageCreate
from .usage_public import UsagePublic
from .usages_public import UsagesPublic
from .validation_error import ValidationError
from .validation_error_ctx import ValidationErrorCtx

__all__ = (
    "AccessTokenForm",
    "AccessTokenFormGrantType",
    "ErrorDetail",
    "HTTPValidationError",
    "SubscriptionCreate",
    "SubscriptionPublic",
    "SubscriptionUpdate",
    "SubscriptionsPublic",
    "Token",
    "TokenTokenType",
    "UsageCreate",
    "UsagePublic",
    "UsagesPublic",
    "ValidationError",
    "ValidationErrorCtx",
)
