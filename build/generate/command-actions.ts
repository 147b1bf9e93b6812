/** What the commands that call AWS must be allowed to do. */
import { everything, type Grant } from "./deployer-actions.ts";

/** What `outcrop publish` calls: the actions that command/publish names in its errors. */
export const publishActions: readonly Grant[] = [
  {
    actions: ["lambda:ListLayerVersions", "lambda:PublishLayerVersion"],
    resources: ["arn:*:lambda:*:*:layer:outcrop"],
  },
  {
    actions: ["lambda:GetLayerVersion", "lambda:GetLayerVersionPolicy", "lambda:AddLayerVersionPermission"],
    resources: ["arn:*:lambda:*:*:layer:outcrop:*"],
  },
  {
    actions: ["ssm:GetParameter", "ssm:PutParameter"],
    resources: ["arn:*:ssm:*:*:parameter/layers/outcrop"],
  },
  { actions: ["ec2:DescribeRegions"], resources: everything },
];

/** What `outcrop attach` and `outcrop detach` call: the actions that command/attach names in its errors. */
export const attachActions: readonly Grant[] = [
  {
    actions: [
      "lambda:GetFunction",
      "lambda:GetFunctionCodeSigningConfig",
      "lambda:ListAliases",
      // GetFunction answers the tags to those who may list them.
      "lambda:ListTags",
      "lambda:UpdateFunctionConfiguration",
    ],
    resources: ["arn:*:lambda:*:*:function:*"],
  },
  // An update names every layer of the function again, and asks for this of each.
  { actions: ["lambda:GetLayerVersion"], resources: ["arn:*:lambda:*:*:layer:*:*"] },
  {
    actions: ["lambda:ListLayerVersions", "lambda:PublishLayerVersion"],
    resources: ["arn:*:lambda:*:*:layer:outcrop"],
  },
  { actions: ["cloudformation:ListStackResources"], resources: ["arn:*:cloudformation:*:*:stack/*"] },
  { actions: ["lambda:GetCodeSigningConfig", "lambda:ListFunctions"], resources: everything },
];

/** What `outcrop verify --account` calls: the actions that command/verify names in its errors. */
export const verifyActions: readonly Grant[] = [
  {
    actions: [
      "iam:CreateRole",
      "iam:TagRole",
      "iam:PutRolePolicy",
      "iam:PassRole",
      "iam:DeleteRolePolicy",
      "iam:DeleteRole",
    ],
    resources: ["arn:*:iam::*:role/outcrop-verify/*"],
  },
  {
    actions: ["lambda:PublishLayerVersion", "lambda:ListLayerVersions"],
    resources: ["arn:*:lambda:*:*:layer:outcrop-verify-*"],
  },
  {
    // CreateFunction asks for GetLayerVersion of the layers that it is given.
    actions: ["lambda:DeleteLayerVersion", "lambda:GetLayerVersion"],
    resources: ["arn:*:lambda:*:*:layer:outcrop-verify-*:*"],
  },
  {
    actions: [
      "lambda:CreateFunction",
      "lambda:TagResource",
      "lambda:GetFunctionConfiguration",
      "lambda:InvokeFunction",
      "lambda:DeleteFunction",
    ],
    resources: ["arn:*:lambda:*:*:function:outcrop-verify-*"],
  },
  {
    actions: [
      "logs:CreateLogGroup",
      "logs:TagResource",
      "logs:PutRetentionPolicy",
      "logs:FilterLogEvents",
      "logs:DeleteLogGroup",
    ],
    resources: ["arn:*:logs:*:*:log-group:/aws/lambda/outcrop-verify-*"],
  },
  {
    actions: ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"],
    resources: ["arn:*:cloudwatch:*:*:alarm:outcrop-verify-*"],
  },
  {
    actions: ["cloudwatch:PutDashboard", "cloudwatch:DeleteDashboards"],
    resources: ["arn:*:cloudwatch::*:dashboard/outcrop-verify-*"],
  },
  {
    actions: [
      "cloudformation:ValidateTemplate",
      "cloudwatch:DescribeAlarms",
      "cloudwatch:GetMetricData",
      "cloudwatch:ListDashboards",
      "iam:ListRoles",
      "lambda:ListFunctions",
      "lambda:ListLayers",
      "logs:DescribeLogGroups",
      "logs:GetQueryResults",
      "logs:StartQuery",
      "sts:GetCallerIdentity",
    ],
    resources: everything,
  },
];
