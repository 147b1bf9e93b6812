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

# From the npm package. A new zip makes a new version.
resource "aws_lambda_layer_version" "outcrop" {
  layer_name               = "outcrop"
  description              = "Outcrop - which copy of every Node module a function loaded"
  license_info             = "MIT"
  filename                 = "${path.module}/node_modules/outcrop/dist/outcrop-layer.zip"
  source_code_hash         = filebase64sha256("${path.module}/node_modules/outcrop/dist/outcrop-layer.zip")
  compatible_runtimes      = ["nodejs22.x", "nodejs24.x"]
  compatible_architectures = ["x86_64", "arm64"]
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
  runtime          = "nodejs24.x"
  handler          = "index.handler"
  memory_size      = 512
  timeout          = 10
  filename         = data.archive_file.orders.output_path
  source_code_hash = data.archive_file.orders.output_base64sha256

  layers = concat(local.layers, [aws_lambda_layer_version.outcrop.arn])

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
