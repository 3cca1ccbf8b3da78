"""aws_apigatewayv2_api, with its aws_apigatewayv2_integration and aws_apigatewayv2_route."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("apigatewayv2_api", rename={"authorization": "authorization_type"})
