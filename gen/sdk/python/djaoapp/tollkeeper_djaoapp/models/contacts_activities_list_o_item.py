from typing import Literal, cast

ContactsActivitiesListOItem = Literal["-created_at", "created_at"]

CONTACTS_ACTIVITIES_LIST_O_ITEM_VALUES: set[ContactsActivitiesListOItem] = {
    "-created_at",
    "created_at",
}


def check_contacts_activities_list_o_item(value: str) -> ContactsActivitiesListOItem:
    """Passes every value: a later server may send one that this client does not know yet."""
    return cast(ContactsActivitiesListOItem, value)
