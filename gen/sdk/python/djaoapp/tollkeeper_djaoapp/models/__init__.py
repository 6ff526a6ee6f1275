"""Contains all the data models used in inputs/outputs"""

from .accessible import Accessible
from .accessible_input import AccessibleInput
from .accessible_page import AccessiblePage
from .account_list import AccountList
from .accounts_list_o_item import AccountsListOItem
from .accounts_list_ot import AccountsListOt
from .accounts_profiles_list_o_item import AccountsProfilesListOItem
from .accounts_profiles_list_ot import AccountsProfilesListOt
from .accounts_users_list_o_item import AccountsUsersListOItem
from .accounts_users_list_ot import AccountsUsersListOt
from .activation import Activation
from .activation_input import ActivationInput
from .activity import Activity
from .activity_input import ActivityInput
from .activity_page import ActivityPage
from .agreement_sign import AgreementSign
from .agreement_sign_input import AgreementSignInput
from .api_key import APIKey
from .api_key_list import APIKeyList
from .api_keys import APIKeys
from .app import App
from .app_key import AppKey
from .app_patch import AppPatch
from .asset import Asset
from .asset_list import AssetList
from .asset_reference import AssetReference
from .asset_tags_input import AssetTagsInput
from .asset_upload_form import AssetUploadForm
from .auth_realms import AuthRealms
from .auth_realms_acl import AuthRealmsAcl
from .authentication_mode import AuthenticationMode
from .balance_line import BalanceLine
from .balance_line_input import BalanceLineInput
from .balance_line_page import BalanceLinePage
from .balance_line_patch import BalanceLinePatch
from .bank import Bank
from .base_role import BaseRole
from .billing_charges_list_o_item import BillingChargesListOItem
from .billing_charges_list_ot import BillingChargesListOt
from .billing_coupons_list_o_item import BillingCouponsListOItem
from .billing_coupons_list_ot import BillingCouponsListOt
from .billing_history_list_o_item import BillingHistoryListOItem
from .billing_history_list_ot import BillingHistoryListOt
from .billing_receivables_list_o_item import BillingReceivablesListOItem
from .billing_receivables_list_ot import BillingReceivablesListOt
from .billing_transactions_list_o_item import BillingTransactionsListOItem
from .billing_transactions_list_ot import BillingTransactionsListOt
from .billing_transfers_list_o_item import BillingTransfersListOItem
from .billing_transfers_list_ot import BillingTransfersListOt
from .card import Card
from .card_input import CardInput
from .cart_item import CartItem
from .cart_item_create import CartItemCreate
from .cart_item_page import CartItemPage
from .cart_item_result import CartItemResult
from .cart_item_upload import CartItemUpload
from .cart_item_user_type_0 import CartItemUserType0
from .cart_subscriber import CartSubscriber
from .cart_subscription import CartSubscription
from .cart_upload_failure import CartUploadFailure
from .cart_upload_failure_errors import CartUploadFailureErrors
from .cart_upload_form import CartUploadForm
from .cart_upload_row import CartUploadRow
from .cart_uploaded_item import CartUploadedItem
from .charge import Charge
from .charge_page import ChargePage
from .charge_state import ChargeState
from .checkout import Checkout
from .checkout_item import CheckoutItem
from .confirmed_address import ConfirmedAddress
from .contact import Contact
from .contact_detail import ContactDetail
from .contact_form import ContactForm
from .contact_form_patch import ContactFormPatch
from .contact_input import ContactInput
from .contact_page import ContactPage
from .contact_patch import ContactPatch
from .contact_update import ContactUpdate
from .contacts_activities_list_o_item import ContactsActivitiesListOItem
from .country import Country
from .coupon import Coupon
from .coupon_create import CouponCreate
from .coupon_input import CouponInput
from .coupon_page import CouponPage
from .coupon_patch import CouponPatch
from .credentials import Credentials
from .detail import Detail
from .edge_create import EdgeCreate
from .edge_placed import EdgePlaced
from .email_charge_receipt import EmailChargeReceipt
from .email_charge_receipt_input import EmailChargeReceiptInput
from .empty import Empty
from .engagement import Engagement
from .engagement_list import EngagementList
from .interval import Interval
from .interval_input_type_0 import IntervalInputType0
from .invoicable import Invoicable
from .ledger_account import LedgerAccount
from .less_variable import LessVariable
from .less_variable_input import LessVariableInput
from .less_variable_page import LessVariablePage
from .less_variable_patch import LessVariablePatch
from .logout import Logout
from .logout_input import LogoutInput
from .metrics import Metrics
from .metrics_active_list_o_item import MetricsActiveListOItem
from .metrics_active_list_ot import MetricsActiveListOt
from .metrics_churned_list_o_item import MetricsChurnedListOItem
from .metrics_churned_list_ot import MetricsChurnedListOt
from .metrics_coupons_read_o_item import MetricsCouponsReadOItem
from .metrics_coupons_read_ot import MetricsCouponsReadOt
from .metrics_registered_list_o_item import MetricsRegisteredListOItem
from .metrics_registered_list_ot import MetricsRegisteredListOt
from .new_password import NewPassword
from .new_profile_type import NewProfileType
from .notification_settings import NotificationSettings
from .notification_slug import NotificationSlug
from .notifications_input import NotificationsInput
from .notifications_patch import NotificationsPatch
from .offline_transaction import OfflineTransaction
from .offline_transaction_input import OfflineTransactionInput
from .organization import Organization
from .organization_cart import OrganizationCart
from .organization_create import OrganizationCreate
from .organization_input import OrganizationInput
from .organization_or_null_type_0 import OrganizationOrNullType0
from .organization_page import OrganizationPage
from .organization_patch import OrganizationPatch
from .organization_with_subscriptions import OrganizationWithSubscriptions
from .otp_confirmation import OTPConfirmation
from .otp_enrollment import OTPEnrollment
from .page_element import PageElement
from .page_element_input import PageElementInput
from .page_element_page import PageElementPage
from .page_element_patch import PageElementPatch
from .page_element_tag import PageElementTag
from .page_element_tag_input import PageElementTagInput
from .password_change import PasswordChange
from .password_confirmation import PasswordConfirmation
from .password_reset import PasswordReset
from .password_reset_input import PasswordResetInput
from .payout import Payout
from .payout_input import PayoutInput
from .payout_state import PayoutState
from .plan import Plan
from .plan_input import PlanInput
from .plan_page import PlanPage
from .plan_patch import PlanPatch
from .problem import Problem
from .problem_errors import ProblemErrors
from .profile_list_o_item import ProfileListOItem
from .profile_list_ot import ProfileListOt
from .profile_plans_list_o_item import ProfilePlansListOItem
from .profile_plans_list_ot import ProfilePlansListOt
from .profile_plans_subscriptions_list_o_item import ProfilePlansSubscriptionsListOItem
from .profile_plans_subscriptions_list_ot import ProfilePlansSubscriptionsListOt
from .profile_roles_list_o_item import ProfileRolesListOItem
from .profile_roles_list_ot import ProfileRolesListOt
from .profile_roles_read_o_item import ProfileRolesReadOItem
from .profile_roles_read_ot import ProfileRolesReadOt
from .profile_subscribers_list_o_item import ProfileSubscribersListOItem
from .profile_subscribers_list_ot import ProfileSubscribersListOt
from .profile_subscriptions_list_o_item import ProfileSubscriptionsListOItem
from .profile_subscriptions_list_ot import ProfileSubscriptionsListOt
from .profile_type import ProfileType
from .public_key import PublicKey
from .rank_move import RankMove
from .receivable_page import ReceivablePage
from .recent_activity import RecentActivity
from .recent_activity_page import RecentActivityPage
from .recovery_code_list import RecoveryCodeList
from .redeem_coupon import RedeemCoupon
from .redemption import Redemption
from .refund_charge import RefundCharge
from .refund_charge_item import RefundChargeItem
from .registered_page import RegisteredPage
from .registration import Registration
from .relation_ship import RelationShip
from .relation_ship_input import RelationShipInput
from .relation_ship_page import RelationShipPage
from .renewal_type import RenewalType
from .renewal_type_input_type_0 import RenewalTypeInputType0
from .role import Role
from .role_accessible import RoleAccessible
from .role_description_crud import RoleDescriptionCRUD
from .role_description_crud_page import RoleDescriptionCRUDPage
from .role_description_input import RoleDescriptionInput
from .role_description_patch import RoleDescriptionPatch
from .role_description_type_0 import RoleDescriptionType0
from .role_input import RoleInput
from .role_page import RolePage
from .rule import Rule
from .rule_input import RuleInput
from .rule_page import RulePage
from .rule_patch import RulePatch
from .rule_update import RuleUpdate
from .rule_updates import RuleUpdates
from .session_backend import SessionBackend
from .session_data import SessionData
from .source_code import SourceCode
from .source_code_input import SourceCodeInput
from .source_code_patch import SourceCodePatch
from .stripe_event import StripeEvent
from .stripe_webhook_create_response_200 import StripeWebhookCreateResponse200
from .style_sheet_form import StyleSheetForm
from .subscriber_input import SubscriberInput
from .subscription import Subscription
from .subscription_create import SubscriptionCreate
from .subscription_input import SubscriptionInput
from .subscription_order import SubscriptionOrder
from .subscription_page import SubscriptionPage
from .subscription_patch import SubscriptionPatch
from .table import Table
from .theme_package_upload import ThemePackageUpload
from .theme_package_upload_body import ThemePackageUploadBody
from .token import Token
from .token_input import TokenInput
from .transaction import Transaction
from .transaction_page import TransactionPage
from .transfer_page import TransferPage
from .user import User
from .user_engagement import UserEngagement
from .user_engagement_page import UserEngagementPage
from .user_list import UserList
from .user_role_create import UserRoleCreate
from .user_role_input import UserRoleInput
from .users_accessibles_list_o_item import UsersAccessiblesListOItem
from .users_accessibles_list_ot import UsersAccessiblesListOt
from .users_accessibles_read_o_item import UsersAccessiblesReadOItem
from .users_accessibles_read_ot import UsersAccessiblesReadOt
from .users_list_o_item import UsersListOItem
from .with_subscription import WithSubscription

__all__ = (
    "APIKey",
    "APIKeyList",
    "APIKeys",
    "Accessible",
    "AccessibleInput",
    "AccessiblePage",
    "AccountList",
    "AccountsListOItem",
    "AccountsListOt",
    "AccountsProfilesListOItem",
    "AccountsProfilesListOt",
    "AccountsUsersListOItem",
    "AccountsUsersListOt",
    "Activation",
    "ActivationInput",
    "Activity",
    "ActivityInput",
    "ActivityPage",
    "AgreementSign",
    "AgreementSignInput",
    "App",
    "AppKey",
    "AppPatch",
    "Asset",
    "AssetList",
    "AssetReference",
    "AssetTagsInput",
    "AssetUploadForm",
    "AuthRealms",
    "AuthRealmsAcl",
    "AuthenticationMode",
    "BalanceLine",
    "BalanceLineInput",
    "BalanceLinePage",
    "BalanceLinePatch",
    "Bank",
    "BaseRole",
    "BillingChargesListOItem",
    "BillingChargesListOt",
    "BillingCouponsListOItem",
    "BillingCouponsListOt",
    "BillingHistoryListOItem",
    "BillingHistoryListOt",
    "BillingReceivablesListOItem",
    "BillingReceivablesListOt",
    "BillingTransactionsListOItem",
    "BillingTransactionsListOt",
    "BillingTransfersListOItem",
    "BillingTransfersListOt",
    "Card",
    "CardInput",
    "CartItem",
    "CartItemCreate",
    "CartItemPage",
    "CartItemResult",
    "CartItemUpload",
    "CartItemUserType0",
    "CartSubscriber",
    "CartSubscription",
    "CartUploadFailure",
    "CartUploadFailureErrors",
    "CartUploadForm",
    "CartUploadRow",
    "CartUploadedItem",
    "Charge",
    "ChargePage",
    "ChargeState",
    "Checkout",
    "CheckoutItem",
    "ConfirmedAddress",
    "Contact",
    "ContactDetail",
    "ContactForm",
    "ContactFormPatch",
    "ContactInput",
    "ContactPage",
    "ContactPatch",
    "ContactUpdate",
    "ContactsActivitiesListOItem",
    "Country",
    "Coupon",
    "CouponCreate",
    "CouponInput",
    "CouponPage",
    "CouponPatch",
    "Credentials",
    "Detail",
    "EdgeCreate",
    "EdgePlaced",
    "EmailChargeReceipt",
    "EmailChargeReceiptInput",
    "Empty",
    "Engagement",
    "EngagementList",
    "Interval",
    "IntervalInputType0",
    "Invoicable",
    "LedgerAccount",
    "LessVariable",
    "LessVariableInput",
    "LessVariablePage",
    "LessVariablePatch",
    "Logout",
    "LogoutInput",
    "Metrics",
    "MetricsActiveListOItem",
    "MetricsActiveListOt",
    "MetricsChurnedListOItem",
    "MetricsChurnedListOt",
    "MetricsCouponsReadOItem",
    "MetricsCouponsReadOt",
    "MetricsRegisteredListOItem",
    "MetricsRegisteredListOt",
    "NewPassword",
    "NewProfileType",
    "NotificationSettings",
    "NotificationSlug",
    "NotificationsInput",
    "NotificationsPatch",
    "OTPConfirmation",
    "OTPEnrollment",
    "OfflineTransaction",
    "OfflineTransactionInput",
    "Organization",
    "OrganizationCart",
    "OrganizationCreate",
    "OrganizationInput",
    "OrganizationOrNullType0",
    "OrganizationPage",
    "OrganizationPatch",
    "OrganizationWithSubscriptions",
    "PageElement",
    "PageElementInput",
    "PageElementPage",
    "PageElementPatch",
    "PageElementTag",
    "PageElementTagInput",
    "PasswordChange",
    "PasswordConfirmation",
    "PasswordReset",
    "PasswordResetInput",
    "Payout",
    "PayoutInput",
    "PayoutState",
    "Plan",
    "PlanInput",
    "PlanPage",
    "PlanPatch",
    "Problem",
    "ProblemErrors",
    "ProfileListOItem",
    "ProfileListOt",
    "ProfilePlansListOItem",
    "ProfilePlansListOt",
    "ProfilePlansSubscriptionsListOItem",
    "ProfilePlansSubscriptionsListOt",
    "ProfileRolesListOItem",
    "ProfileRolesListOt",
    "ProfileRolesReadOItem",
    "ProfileRolesReadOt",
    "ProfileSubscribersListOItem",
    "ProfileSubscribersListOt",
    "ProfileSubscriptionsListOItem",
    "ProfileSubscriptionsListOt",
    "ProfileType",
    "PublicKey",
    "RankMove",
    "ReceivablePage",
    "RecentActivity",
    "RecentActivityPage",
    "RecoveryCodeList",
    "RedeemCoupon",
    "Redemption",
    "RefundCharge",
    "RefundChargeItem",
    "RegisteredPage",
    "Registration",
    "RelationShip",
    "RelationShipInput",
    "RelationShipPage",
    "RenewalType",
    "RenewalTypeInputType0",
    "Role",
    "RoleAccessible",
    "RoleDescriptionCRUD",
    "RoleDescriptionCRUDPage",
    "RoleDescriptionInput",
    "RoleDescriptionPatch",
    "RoleDescriptionType0",
    "RoleInput",
    "RolePage",
    "Rule",
    "RuleInput",
    "RulePage",
    "RulePatch",
    "RuleUpdate",
    "RuleUpdates",
    "SessionBackend",
    "SessionData",
    "SourceCode",
    "SourceCodeInput",
    "SourceCodePatch",
    "StripeEvent",
    "StripeWebhookCreateResponse200",
    "StyleSheetForm",
    "SubscriberInput",
    "Subscription",
    "SubscriptionCreate",
    "SubscriptionInput",
    "SubscriptionOrder",
    "SubscriptionPage",
    "SubscriptionPatch",
    "Table",
    "ThemePackageUpload",
    "ThemePackageUploadBody",
    "Token",
    "TokenInput",
    "Transaction",
    "TransactionPage",
    "TransferPage",
    "User",
    "UserEngagement",
    "UserEngagementPage",
    "UserList",
    "UserRoleCreate",
    "UserRoleInput",
    "UsersAccessiblesListOItem",
    "UsersAccessiblesListOt",
    "UsersAccessiblesReadOItem",
    "UsersAccessiblesReadOt",
    "UsersListOItem",
    "WithSubscription",
)
