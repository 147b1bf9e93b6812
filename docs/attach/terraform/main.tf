terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
    archive = {
      source  = "hashicorp/archive"
      version = ">= 2.4"
    }
  }
}

variable "outcrop_layer_arn" {
  type        = string
  description = "The layer version's ARN, with its number at the end."
  validation {
    condition     = can(regex("^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$", var.outcrop_layer_arn))
    error_message = "outcrop_layer_arn must be the ARN of a layer version: arn:aws:lambda:REGION:ACCOUNT:layer:NAME:NUMBER."
  }
}

locals {
  # What the function has without Outcrop. Its wrapper (OpenTelemetry's, Datadog's) goes to OUTCROP_EXEC_WRAPPER.
  layers    = []
  variables = {}

  wrapper = lookup(local.variables, "AWS_LAMBDA_EXEC_WRAPPER", null)
}

data "archive_file" "orders" {
  type        = "zip"
  output_path = "${path.module}/orders.zip"
  source {
    filename = "index.js"
    content  = "exports.handler = async () => \"ok\";"
  }
}

resource "aws_iam_role" "orders" {
  name_prefix = "orders-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.orders.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_cloudwatch_log_group" "orders" {
  name = "/aws/lambda/orders"
  # CloudWatch reads metrics out of lines in this class only.
  log_group_class   = "STANDARD"
  retention_in_days = 30
}

resource "aws_lambda_function" "orders" {
  function_name    = "orders"
  role             = aws_iam_role.orders.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  memory_size      = 512
  timeout          = 10
  filename         = data.archive_file.orders.output_path
  source_code_hash = data.archive_file.orders.output_base64sha256

  layers = concat(local.layers, [var.outcrop_layer_arn])

  environment {
    variables = merge(
      local.variables,
      local.wrapper == null ? {} : { OUTCROP_EXEC_WRAPPER = local.wrapper },
      { AWS_LAMBDA_EXEC_WRAPPER = "/opt/outcrop-wrapper" },
    )
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.orders.name
  }
}

output "function_name" {
  value = aws_lambda_function.orders.function_name
}
