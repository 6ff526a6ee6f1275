"""client_template.py DIRECTORY writes openapi-python-client's own template of a client, which asks for strict handling unless its user says otherwise."""

import importlib.util
import pathlib
import sys

PLAIN = "headers=self._headers,"
STRICT = 'headers={"Prefer": "handling=strict", **self._headers},'

package = pathlib.Path(importlib.util.find_spec("openapi_python_client").origin).parent
template = (package / "templates" / "client.py.jinja").read_text()
if template.count(PLAIN) != 2:
    sys.exit("openapi-python-client has another template than this was written for: where does it set the headers?")
with open(sys.argv[1] + "/client.py.jinja", "w") as out:
    out.write(template.replace(PLAIN, STRICT))
