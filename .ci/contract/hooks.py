"""What Schemathesis cannot know of the contract; schemathesis.toml loads it."""

import os
import uuid

import schemathesis

# Who calls, and what that user may lose by a call: her own account, and the roles and profiles that give her her rights.
ACTOR = os.environ.get("ACTOR", "")
OWN_PROFILES = {"donny": {"donny", "djaoapp"}, "alice": {"alice", "cowork"}, "xia": {"xia"}}.get(ACTOR, set())


@schemathesis.hook
def filter_case(context, case):
    """A caller who deletes herself, changes her password or gives up her role tests nothing but 401 and 403 from then on."""
    if case.method.upper() in ("GET", "HEAD", "OPTIONS"):
        return True
    parameters, path = case.path_parameters or {}, case.operation.path
    if parameters.get("user") == ACTOR:
        return False
    return not (parameters.get("organization") in OWN_PROFILES and ("/roles/" in path or path == "/profile/{organization}/"))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Headers whose value means something: an idempotency key stands for one request, an entity tag for one state of a resource."""
    headers = case.headers
    if headers is None:
        return
    if len(str(headers.get("Idempotency-Key", ""))) >= 8:
        headers["Idempotency-Key"] = str(uuid.uuid4())
    if headers.get("If-Match"):
        headers["If-Match"] = "*"
