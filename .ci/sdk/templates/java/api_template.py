"""api_template.py JAR DIRECTORY writes openapi-generator's own template of an API with one repair: a file that is optional may be missing. And a request
asks for strict handling, unless an interceptor says otherwise."""

import sys
import zipfile

NAME = "Java/libraries/native/api.mustache"
BROKEN = """    multiPartBuilder.addBinaryBody("{{{baseName}}}", {{paramName}});
    hasFiles = true;
"""
REPAIRED = """    if ({{paramName}} != null) {
        multiPartBuilder.addBinaryBody("{{{baseName}}}", {{paramName}});
        hasFiles = true;
    }
"""
ACCEPT = '    localVarRequestBuilder.header("Accept",'
PREFER = '    localVarRequestBuilder.header("Prefer", "handling=strict");\n'

template = zipfile.ZipFile(sys.argv[1]).read(NAME).decode()
if template.count(BROKEN) != 1 or template.count(ACCEPT) != 1:
    sys.exit("openapi-generator has another template than this repair is for: is the repair still needed?")
with open(sys.argv[2] + "/api.mustache", "w") as out:
    out.write(template.replace(BROKEN, REPAIRED).replace(ACCEPT, PREFER + ACCEPT))
