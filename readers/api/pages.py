"""The description of the interface: for programs, and as a page for people."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from readers.api.interface import api
from readers.api.problems import TYPE, problem


def schema() -> dict[str, Any]:
    """OpenAPI 3.1, the same in every process."""
    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=reverse("api:docs"))))
    for address in described["paths"].values():
        for status, answer in address["get"]["responses"].items():
            if status >= "400" and "content" in answer:
                answer["content"] = {TYPE: answer["content"]["application/json"]}
    return described


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


def docs(request: HttpRequest) -> HttpResponse:
    described = schema()
    addresses = [(path, one["get"]) for path, one in described["paths"].items()]
    models = described["components"]["schemas"]
    context = {
        "about": described["info"],
        "addresses": [
            (path, one, [_parameter(given) for given in one.get("parameters", ())], _answers(one))
            for path, one in addresses
        ],
        "models": [(name, model.get("description", ""), _fields(model)) for name, model in sorted(models.items())],
    }
    return render(request, "readers/api/docs.html", context)


def nothing_here(request: HttpRequest, **place: object) -> HttpResponse:
    return problem(404, "There is nothing at this address.")


def _parameter(given: dict[str, Any]) -> dict[str, str]:
    said = given.get("description") or given["schema"].get("description", "")
    return {"name": given["name"], "where": given["in"], "type": _type(given["schema"]), "description": said}


def _answers(one: dict[str, Any]) -> str:
    content = one["responses"]["200"].get("content", {})
    return next((f"{kind}: {_type(about['schema'])}" for kind, about in content.items()), "")


def _fields(model: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "type": _type(about), "description": about.get("description", "")}
        for name, about in model.get("properties", {}).items()
    ]


def _type(about: dict[str, Any]) -> str:
    if "$ref" in about:
        return str(about["$ref"]).rpartition("/")[2]
    if "anyOf" in about:
        return " or ".join(_type(one) for one in about["anyOf"])
    if about.get("type") == "array":
        return f"list of {_type(about.get('items', {}))}"
    bounds = [f"{word} {about[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in about]
    return " ".join([str(about.get("type", "any")), *bounds])
