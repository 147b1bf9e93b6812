terraform {
  required_version = ">= 1.5.7"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.28"
    }
  }
}

locals {
  # What the function has without Outcrop. Its wrapper (OpenTelemetry's, Datadog's) goes to OUTCROP_EXEC_WRAPPER.
  layers    = []
  variables = {}

  wrapper = lookup(local.variables, "AWS_LAMBDA_EXEC_WRAPPER", null)
}

# From the npm package. A new zip makes a new version.
module "outcrop_layer" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.8"

  create_layer             = true
  create_package           = false
  layer_name               = "outcrop"
  description              = "Outcrop - which copy of every Node module a function loaded"
  license_info             = "MIT"
  compatible_runtimes      = ["nodejs22.x", "nodejs24.x"]
  compatible_architectures = ["x86_64", "arm64"]
  local_existing_package   = "${path.module}/node_modules/outcrop/dist/outcrop-layer.zip"
}

module "orders" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.8"

  function_name = "orders"
  handler       = "index.handler"
  runtime       = "nodejs24.x"
  memory_size   = 512
  timeout       = 10
  source_path   = "${path.module}/src"

  layers = concat(local.layers, [module.outcrop_layer.lambda_layer_arn])

  environment_variables = merge(
    local.variables,
    local.wrapper == null ? {} : { OUTCROP_EXEC_WRAPPER = local.wrapper },
    { AWS_LAMBDA_EXEC_WRAPPER = "/opt/outcrop-wrapper" },
  )

  # CloudWatch reads metrics out of lines in this class only.
  cloudwatch_logs_log_group_class   = "STANDARD"
  cloudwatch_logs_retention_in_days = 30
}

output "function_name" {
  value = module.orders.lambda_function_name
}
