from typing import Literal, cast

LedgerAccount = Literal[
    "Backlog",
    "Canceled",
    "Chargeback",
    "Expenses",
    "Funds",
    "Income",
    "Liability",
    "Offline",
    "Payable",
    "Receivable",
    "Refund",
    "Refunded",
    "settled",
    "Withdraw",
    "Writeoff",
]

LEDGER_ACCOUNT_VALUES: set[LedgerAccount] = {
    "Backlog",
    "Canceled",
    "Chargeback",
    "Expenses",
    "Funds",
    "Income",
    "Liability",
    "Offline",
    "Payable",
    "Receivable",
    "Refund",
    "Refunded",
    "settled",
    "Withdraw",
    "Writeoff",
}


def check_ledger_account(value: str) -> LedgerAccount:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(LedgerAccount, value)
