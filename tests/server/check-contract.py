#!/usr/bin/env python3
# check-contract.py: the contract of the Portal API against the program, and against what was said over the wire
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""
  check-contract.py --contract FILE --document            the document itself: references, examples, names
  check-contract.py --contract FILE --dump FILE           entities, fields, routes and roles as the program has them
  check-contract.py --contract FILE --traffic FILE ...    recorded exchanges (PILOT_RECORD_TRAFFIC), one a line
  check-contract.py --contract FILE --fixtures FILE ...   exchanges that must pass, and broken ones that must not
  check-contract.py --contract FILE --run PROGRAM ...     runs a test with recording, then checks what it recorded

Every answer must be one that the contract names, with nothing in it that it doesn't. A request that was accepted (2xx)
must be one that the contract allows; a refused one may be anything. The event stream is exempt.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import warnings

import jsonschema

# Debian 12 has 4.10, where this is the way; later versions have another one beside it.
warnings.filterwarnings("ignore", category=DeprecationWarning)

# More than so many items of one list are validated one by one, each distinct one once.
MANY_ITEMS = 20

# Of a longer list so many are validated, spread over it: a test that pulls a whole company ten times would validate for
# minutes what one piece of code has written. Which ones is another choice for each list.
MAX_ITEMS = 250


class Broken(Exception):
    """An exchange, or the document, breaks the contract."""


class Contract:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = json.load(file)
        self.resolver = jsonschema.RefResolver("", self.document)
        self.validators = {}
        self.valid_items = set()
        self.n_long_lists = 0
        self.paths = [(self.path_pattern(path), path) for path in self.document["paths"]]

    @staticmethod
    def path_pattern(path):
        return re.compile("^" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$")

    def resolve(self, node):
        while "$ref" in node:
            node = self.resolver.resolve(node["$ref"])[1]
        return node

    def validator(self, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        return self.validators[key]

    def validate(self, schema, value, where):
        error = jsonschema.exceptions.best_match(self.validator(schema).iter_errors(value))
        if error is not None:
            raise Broken(f"{where}{''.join('/' + str(part) for part in error.absolute_path)}: {error.message[:300]}")

    def validate_item(self, schema, item, where):
        """One item of a list; of the feed's many kinds the one that it says it is."""
        target = self.resolve(schema)
        if "discriminator" in target:
            mapping = target["discriminator"]["mapping"]
            if item.get("deleted") is True:
                schema = {"$ref": "#/components/schemas/Tombstone"}
            elif item.get("entity") in mapping:
                schema = {"$ref": mapping[item["entity"]]}
        key = (json.dumps(schema), json.dumps(item, sort_keys=True))
        if key not in self.valid_items:
            self.validate(schema, item, where)
            self.valid_items.add(key)

    def validate_body(self, schema, value, where):
        """As validate(), but quick with pages of thousands of items."""
        target = self.resolve(schema)
        items = value.get("items") if isinstance(value, dict) else None
        item_schema = target.get("properties", {}).get("items", {}).get("items")
        if item_schema is None or not isinstance(items, list) or len(items) < MANY_ITEMS:
            self.validate(schema, value, where)
            return
        maximum = target["properties"]["items"].get("maxItems")
        if maximum is not None and len(items) > maximum:
            raise Broken(f"{where}/items: {len(items)} items, at most {maximum}")
        self.validate(schema, dict(value, items=items[:1]), where)
        for number in self.choose(len(items)):
            self.validate_item(item_schema, items[number], f"{where}/items/{number}")

    def choose(self, length):
        """The items of a list that are looked at."""
        step = max(1, -(-length // MAX_ITEMS))
        if step > 1:
            self.n_long_lists += 1
        return range(self.n_long_lists % step, length, step)

    def find(self, path):
        """The path of the contract; one without names in braces goes first."""
        matches = sorted((known for pattern, known in self.paths if pattern.match(path)), key=lambda known: known.count("{"))
        return matches[0] if matches else None


def lower(headers):
    return {name.lower(): value for name, value in headers.items()}


def media_type(headers):
    return headers.get("content-type", "").split(";")[0].strip().lower()


def parse_json(text, where):
    try:
        return json.loads(text)
    except (TypeError, ValueError) as error:
        raise Broken(f"{where}: not JSON: {error}") from None


def convert(text, schema):
    """A parameter's text as the type that its schema wants."""
    if schema.get("type") in ("integer", "number") and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return text


def check_parameters(contract, operation, known_path, exchange):
    address = urllib.parse.urlsplit(exchange["path"])
    query = dict(urllib.parse.parse_qsl(address.query, keep_blank_values=True))
    headers = lower(exchange["requestHeaders"])
    segments = dict(zip(known_path.split("/"), address.path.split("/")))
    allowed = set()
    for parameter in map(contract.resolve, operation.get("parameters", [])):
        name, place = parameter["name"], parameter["in"]
        value = {"query": query.get(name), "header": headers.get(name.lower()), "path": segments.get("{" + name + "}")}[place]
        if place == "query":
            allowed.add(name)
        if value is None:
            if parameter.get("required"):
                raise Broken(f"request: the {place} parameter {name} is missing, and it was accepted")
            continue
        schema = parameter["schema"]
        contract.validate(schema, convert(urllib.parse.unquote(value), contract.resolve(schema)), f"request: {place} parameter {name}")
    for name in query:
        if name not in allowed:
            raise Broken(f"request: unknown query parameter {name}, and it was accepted")


def check_request(contract, operation, known_path, exchange):
    check_parameters(contract, operation, known_path, exchange)
    body = exchange.get("requestBody")
    description = operation.get("requestBody")
    if description is None:
        return
    if not body:
        raise Broken("request: the body is missing, and it was accepted")
    content = description["content"].get(media_type(lower(exchange["requestHeaders"])))
    if content is None:
        raise Broken("request: media type not in the contract, and it was accepted")
    contract.validate_body(content["schema"], parse_json(body, "request"), "request")


def check_answer(contract, operation, exchange):
    status = str(exchange["status"])
    if status not in operation["responses"]:
        raise Broken(f"answer: status {status} is not in the contract")
    response = contract.resolve(operation["responses"][status])
    headers = lower(exchange["responseHeaders"])
    body = exchange.get("responseBody")
    for name, header in response.get("headers", {}).items():
        header = contract.resolve(header)
        if name.lower() in headers:
            contract.validate(header["schema"], convert(headers[name.lower()], header["schema"]), f"answer: header {name}")
        elif header.get("required"):
            raise Broken(f"answer: header {name} is missing")
    if "content" not in response:
        if body:
            raise Broken(f"answer: a body with status {status}")
        return
    if exchange["method"] == "HEAD":
        return
    content = response["content"].get(media_type(headers))
    if content is None:
        raise Broken(f"answer: media type {media_type(headers)!r} is not in the contract")
    if headers.get("content-encoding", "identity") != "identity":
        return  # recorded as it came; the test that asked for it unpacks it
    contract.validate_body(content["schema"], parse_json(body, "answer"), "answer")


def check_exchange(contract, exchange):
    path = urllib.parse.urlsplit(exchange["path"]).path
    known = contract.find(path)
    status = exchange["status"]
    operation = contract.document["paths"][known].get(exchange["method"].lower()) if known else None
    if operation is None:
        # Somebody asked for what isn't there: the answer must say so, and be a problem of the contract's form.
        if status not in (400, 401, 403, 404, 405, 408, 413, 415, 422, 428, 431, 503):
            raise Broken(f"{'method' if known else 'path'} is not in the contract, and the answer is {status}")
        contract.validate({"$ref": "#/components/schemas/Problem"}, parse_json(exchange.get("responseBody"), "answer"), "answer")
        return
    if "text/event-stream" in json.dumps(operation["responses"].get("200", {})) and status == 200:
        return
    if 200 <= status < 300:
        check_request(contract, operation, known, exchange)
    check_answer(contract, operation, exchange)


def check_traffic(contract, path, may_be_cut=False):
    """Returns how many exchanges there were, and what was broken. may_be_cut: a portal that was killed while it wrote
    leaves a line that ends too early; no more than that is forgiven."""
    count, failures = 0, []
    with open(path, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.isspace():
                continue
            try:
                exchange = json.loads(line)
            except json.JSONDecodeError as error:
                if may_be_cut and line.startswith('{"method":'):
                    continue
                failures.append(f"{os.path.basename(path)}:{number}: no JSON: {error}")
                continue
            count += 1
            try:
                check_exchange(contract, exchange)
            except Broken as error:
                failures.append(f"{os.path.basename(path)}:{number}: {exchange['method']} {exchange['path']} → "
                                f"{exchange['status']}: {error}")
    return count, failures


def walk(node, where=""):
    yield where, node
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from walk(child, f"{where}/{key}")


def check_document(contract):
    failures = []
    names = set()
    document = contract.document
    for where, node in walk(document):
        if not isinstance(node, dict):
            continue
        if isinstance(node.get("$ref"), str):
            try:
                contract.resolver.resolve(node["$ref"])
            except jsonschema.RefResolutionError:
                failures.append(f"{where}: {node['$ref']} leads nowhere")
        if "operationId" in node:
            if node["operationId"] in names:
                failures.append(f"{where}: {node['operationId']} is there twice")
            names.add(node["operationId"])
            for member in ("summary", "tags", "x-roles", "responses"):
                if member not in node:
                    failures.append(f"{where}: no {member}")
        if "schema" in node and "example" in node:
            try:
                contract.validate(node["schema"], node["example"], "example")
            except Broken as error:
                failures.append(f"{where}: {error}")
    for name, schema in document["components"]["schemas"].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
            for example in schema.get("examples", []):
                contract.validate({"$ref": f"#/components/schemas/{name}"}, example, "example")
        except (Broken, jsonschema.SchemaError) as error:
            failures.append(f"{name}: {error}")
    return failures


def schema_name(entity):
    return "".join(part.capitalize() for part in entity["name"].split("_"))


def accepts_null(contract, schema):
    return contract.validator(schema).is_valid(None)


def expected_kind(field):
    return {"integer": "integer", "boolean": "boolean"}.get(field["type"], "string")


def kinds_of(contract, schema):
    """The JSON types that a schema names, null left out."""
    schema = contract.resolve(schema)
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    for option in schema.get("anyOf", []):
        kinds |= kinds_of(contract, option)
    return kinds - {"null"}


def check_field(contract, where, schema, field):
    never_null = field["required"] or field["json"] in ("revision", "updatedAt")
    if accepts_null(contract, schema) == never_null:
        yield f"{where}: null is {'' if never_null else 'not '}allowed"
    if kinds_of(contract, schema) != {expected_kind(field)}:
        yield f"{where}: is {kinds_of(contract, schema)}, not {expected_kind(field)}"
    choices = {value for value in contract.resolve(schema).get("enum", []) if value is not None}
    if choices != set(field["choices"]):
        yield f"{where}: choices {sorted(choices)}, not {sorted(field['choices'])}"
    if field["type"] == "text":
        expected = field["maxChars"] or (20000 if field["multiline"] else 500)
        if contract.resolve(schema).get("maxLength") != expected:
            yield f"{where}: maxLength {contract.resolve(schema).get('maxLength')}, not {expected}"
    if field["readOnly"] != contract.resolve(schema).get("readOnly", False) and field["json"] not in ("revision", "updatedAt"):
        yield f"{where}: readOnly is not {field['readOnly']}"


def check_entity(contract, entity):
    name = schema_name(entity)
    schemas = contract.document["components"]["schemas"]
    if name not in schemas:
        yield f"{name}: is missing"
        return
    members = {field["json"] for field in entity["fields"]}
    if len(members) != len(entity["fields"]) or members & {"entity", "op", "deleted"}:
        yield f"{name}: two members have one name"
    if set(schemas[name]["properties"]) != members | {"entity", "op"}:
        yield f"{name}: members differ: {sorted(set(schemas[name]['properties']) ^ (members | {'entity', 'op'}))}"
        return
    if schemas[name]["properties"]["entity"] != {"const": entity["name"]}:
        yield f"{name}: entity is not {entity['name']}"
    for field in entity["fields"]:
        yield from check_field(contract, f"{name}.{field['json']}", schemas[name]["properties"][field["json"]], field)
    if not entity["writable"]:
        return
    writable = {field["json"] for field in entity["fields"] if not field["readOnly"]} | {"id", "revision"}
    if set(schemas[name + "Change"]["properties"]) != writable:
        yield f"{name}Change: members differ: {sorted(set(schemas[name + 'Change']['properties']) ^ writable)}"
    required = {field["json"] for field in entity["fields"] if field["required"] and field["json"] != "id"}
    if set(schemas[name + "Content"]["required"]) != required:
        yield f"{name}Content: required differ: {sorted(set(schemas[name + 'Content']['required']) ^ required)}"


def check_filters(contract, entity):
    operation = contract.document["paths"][f"/v1/{entity['collection']}"]["get"]
    names = {contract.resolve(parameter)["name"] for parameter in operation["parameters"]}
    expected = {field["json"] for field in entity["fields"] if field["filtered"]} | {"limit", "cursor", "updatedAfter"}
    if any(field["searched"] for field in entity["fields"]):
        expected.add("search")
    if names != expected:
        yield f"/v1/{entity['collection']}: filters differ: {sorted(names ^ expected)}"


def check_route(contract, route):
    where = f"{route['method']} {route['path']}"
    operation = contract.document["paths"].get(route["path"], {}).get(route["method"].lower())
    if not route["roles"]:
        if operation is not None:
            yield f"{where}: nobody may do it, but it is in the contract"
        return
    if operation is None:
        yield f"{where}: is not in the contract"
        return
    if operation["x-roles"] != route["roles"]:
        yield f"{where}: roles {operation['x-roles']}, not {route['roles']}"
    if (operation.get("security") == []) != route["anyone"]:
        yield f"{where}: whether a token is needed differs"
    if ("requestBody" in operation) != route["hasBody"]:
        yield f"{where}: whether it has a body differs"
    keys = [parameter for parameter in map(contract.resolve, operation.get("parameters", []))
            if parameter["name"] == "Idempotency-Key" and parameter["required"]]
    if bool(keys) != route["needsKey"]:
        yield f"{where}: whether it needs an Idempotency-Key differs"


def check_commands(contract, commands):
    operation = contract.document["paths"]["/v1/commands/{name}"]["post"]
    known = {command["name"]: {member: command[member] for member in ("roles", "required", "optional")} for command in commands}
    if operation["x-commands"] != known:
        names = [name for name in known.keys() | operation["x-commands"].keys() if known.get(name) != operation["x-commands"].get(name)]
        yield f"x-commands: differ: {sorted(names)}"
    if contract.document["components"]["parameters"]["CommandName"]["schema"]["enum"] != list(known):
        yield "CommandName: differs from the commands that there are"
    arguments = {name for command in commands for name in command["required"] + command["optional"]}
    described = set(contract.document["components"]["schemas"]["CommandRequest"]["properties"]["arguments"]["properties"])
    if described != arguments:
        yield f"CommandRequest: arguments differ: {sorted(described ^ arguments)}"


def check_dump(contract, path):
    with open(path, encoding="utf-8") as file:
        dump = json.load(file)
    failures = []
    for entity in dump["entities"]:
        failures += check_entity(contract, entity)
        failures += check_filters(contract, entity)
    failures += check_commands(contract, dump["commands"])
    known = set()
    for route in dump["routes"]:
        failures += check_route(contract, route)
        known.add((route["path"], route["method"].lower()))
    for path, operations in contract.document["paths"].items():
        for method in operations:
            if (path, method) not in known:
                failures.append(f"{method.upper()} {path}: the program has no such route")
    return failures


def check_fixtures(contract, paths):
    """Fixtures: {"exchange": …, "broken": null or a part of the message}; several in a list."""
    failures = []
    count = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            fixtures = json.load(file)
        for number, fixture in enumerate(fixtures):
            where = f"{os.path.basename(path)}[{number}] {fixture['name']}"
            count += 1
            try:
                check_exchange(contract, fixture["exchange"])
                message = None
            except Broken as error:
                message = str(error)
            if fixture["broken"] is None and message is not None:
                failures.append(f"{where}: must pass, but: {message}")
            elif fixture["broken"] is not None and (message is None or fixture["broken"] not in message):
                failures.append(f"{where}: must fail with {fixture['broken']!r}, but: {message}")
    return count, failures


def run(contract, command, recorder):
    with tempfile.TemporaryDirectory() as folder:
        traffic = os.path.join(folder, "traffic.jsonl")
        environment = dict(os.environ, **{recorder: traffic})
        status = subprocess.run(command, env=environment, check=False).returncode
        if status != 0 or not os.path.exists(traffic):
            return status
        count, failures = check_traffic(contract, traffic, may_be_cut=recorder == "PILOT_RECORD_PORTAL")
    for failure in failures[:50]:
        print(f"# {failure}", file=sys.stderr)
    if failures:
        print(f"Bail out! {len(failures)} of {count} exchanges break the contract")
        return 1
    print(f"# {count} exchanges keep the contract")
    return 0


def report(what, count, failures):
    for failure in failures[:100]:
        print(failure, file=sys.stderr)
    print(f"{what}: {count}, {len(failures)} broken")
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contract", required=True)
    parser.add_argument("--document", action="store_true")
    parser.add_argument("--dump")
    parser.add_argument("--traffic", nargs="+")
    parser.add_argument("--fixtures", nargs="+")
    parser.add_argument("--portal-records", action="store_true", help="with --run: the portal records, whoever its client is")
    parser.add_argument("--run", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    contract = Contract(options.contract)
    status = 0
    if options.document:
        status |= report("document", len(contract.document["paths"]), check_document(contract))
    if options.dump:
        status |= report("program", 1, check_dump(contract, options.dump))
    for path in options.traffic or []:
        status |= report("exchanges", *check_traffic(contract, path))
    if options.fixtures:
        status |= report("fixtures", *check_fixtures(contract, options.fixtures))
    if options.run:
        status |= run(contract, options.run, "PILOT_RECORD_PORTAL" if options.portal_records else "PILOT_RECORD_TRAFFIC")
    return status


if __name__ == "__main__":
    sys.exit(main())
