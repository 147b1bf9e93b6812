/**
 * What CloudFormation calls, with the deployer's permissions, to make, read, change and remove a resource of
 * each type that the templates have. From the `handlers` of the types' registry schemas (`aws cloudformation
 * describe-type`) and the Service Authorization Reference. Resources have the templates' default names.
 */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const everything = ["*"];

export const deployerActions: Readonly<Record<string, readonly Grant[]>> = {
  "AWS::Lambda::LayerVersion": [
    {
      actions: ["lambda:PublishLayerVersion"],
      resources: ["arn:*:lambda:*:*:layer:outcrop"],
    },
    {
      actions: ["lambda:GetLayerVersion", "lambda:DeleteLayerVersion"],
      resources: ["arn:*:lambda:*:*:layer:outcrop:*"],
    },
    { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: ["arn:*:s3:::my-artifacts/outcrop/*"] },
  ],
  "AWS::Lambda::LayerVersionPermission": [
    {
      actions: [
        "lambda:AddLayerVersionPermission",
        "lambda:GetLayerVersionPolicy",
        "lambda:RemoveLayerVersionPermission",
      ],
      resources: ["arn:*:lambda:*:*:layer:outcrop:*"],
    },
  ],
  "AWS::SSM::Parameter": [
    {
      actions: [
        "ssm:PutParameter",
        "ssm:GetParameters",
        "ssm:DeleteParameter",
        "ssm:AddTagsToResource",
        "ssm:RemoveTagsFromResource",
        "ssm:ListTagsForResource",
      ],
      resources: ["arn:*:ssm:*:*:parameter/outcrop/layer-arn"],
    },
  ],
  "AWS::CloudWatch::Alarm": [
    {
      actions: [
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DeleteAlarms",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "cloudwatch:ListTagsForResource",
      ],
      resources: ["arn:*:cloudwatch:*:*:alarm:outcrop-*"],
    },
  ],
  "AWS::CloudWatch::LogAlarm": [
    {
      actions: [
        "cloudwatch:PutLogAlarm",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:DeleteAlarms",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "cloudwatch:ListTagsForResource",
      ],
      resources: ["arn:*:cloudwatch:*:*:alarm:outcrop-*"],
    },
  ],
  // The names of the roles are CloudFormation's: they begin with the stack's.
  "AWS::IAM::Role": [
    {
      actions: [
        "iam:CreateRole",
        "iam:GetRole",
        "iam:DeleteRole",
        "iam:UpdateRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:PutRolePolicy",
        "iam:GetRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:ListRolePolicies",
        "iam:ListAttachedRolePolicies",
        "iam:PassRole",
        "iam:TagRole",
        "iam:UntagRole",
      ],
      resources: ["arn:*:iam::*:role/outcrop-*"],
    },
  ],
  "AWS::CloudWatch::Dashboard": [
    {
      actions: ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards"],
      resources: ["arn:*:cloudwatch::*:dashboard/Outcrop"],
    },
  ],
  "AWS::CloudWatch::InsightRule": [
    {
      actions: [
        "cloudwatch:PutInsightRule",
        "cloudwatch:DeleteInsightRules",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
        "cloudwatch:ListTagsForResource",
      ],
      resources: ["arn:*:cloudwatch:*:*:insight-rule/outcrop-*"],
    },
    { actions: ["cloudwatch:DescribeInsightRules"], resources: everything },
  ],
  "AWS::Logs::QueryDefinition": [
    {
      actions: ["logs:PutQueryDefinition", "logs:DescribeQueryDefinitions", "logs:DeleteQueryDefinition"],
      resources: everything,
    },
  ],
  "AWS::Logs::AccountPolicy": [
    {
      actions: [
        "logs:PutAccountPolicy",
        "logs:DescribeAccountPolicies",
        "logs:DeleteAccountPolicy",
        "logs:PutIndexPolicy",
        "logs:DescribeIndexPolicies",
        "logs:DeleteIndexPolicy",
      ],
      resources: everything,
    },
  ],
  "AWS::Oam::Sink": [
    {
      actions: ["oam:CreateSink", "oam:ListSinks", "oam:TagResource"],
      resources: everything,
    },
    {
      actions: [
        "oam:GetSink",
        "oam:GetSinkPolicy",
        "oam:PutSinkPolicy",
        "oam:DeleteSink",
        "oam:UntagResource",
        "oam:ListTagsForResource",
      ],
      resources: ["arn:*:oam:*:*:sink/*"],
    },
  ],
  "AWS::Oam::Link": [
    {
      actions: ["oam:CreateLink", "oam:UpdateLink"],
      resources: ["arn:*:oam:*:*:link/*", "arn:*:oam:*:*:sink/*"],
    },
    {
      actions: [
        "oam:GetLink",
        "oam:DeleteLink",
        "oam:TagResource",
        "oam:UntagResource",
        "oam:ListTagsForResource",
      ],
      resources: ["arn:*:oam:*:*:link/*"],
    },
    { actions: ["oam:ListLinks", "cloudwatch:Link", "logs:Link"], resources: everything },
  ],
};

/** What `aws cloudformation deploy` and `delete-stack` call themselves. */
export const stackActions: readonly Grant[] = [
  {
    actions: [
      "cloudformation:CreateChangeSet",
      "cloudformation:DescribeChangeSet",
      "cloudformation:ExecuteChangeSet",
      "cloudformation:DeleteChangeSet",
      "cloudformation:DescribeStacks",
      "cloudformation:DescribeStackEvents",
      "cloudformation:DeleteStack",
    ],
    resources: ["arn:*:cloudformation:*:*:stack/outcrop-*/*"],
  },
];

/**
 * What the administrator of the StackSets calls, in the management account or as a delegated administrator.
 * In the target accounts StackSets works with a role of its own.
 */
export const stackSetActions: readonly Grant[] = [
  {
    actions: [
      "cloudformation:CreateStackSet",
      "cloudformation:UpdateStackSet",
      "cloudformation:DeleteStackSet",
      "cloudformation:DescribeStackSet",
      "cloudformation:CreateStackInstances",
      "cloudformation:UpdateStackInstances",
      "cloudformation:DeleteStackInstances",
      "cloudformation:ListStackInstances",
      "cloudformation:DescribeStackSetOperation",
      "cloudformation:ListStackSetOperationResults",
    ],
    resources: [
      "arn:*:cloudformation:*:*:stackset/outcrop-*",
      "arn:*:cloudformation:*:*:stackset-target/outcrop-*/*",
      "arn:*:cloudformation:*::type/resource/*",
    ],
  },
  {
    actions: [
      "organizations:DescribeOrganization",
      "organizations:ListDelegatedAdministrators",
      "organizations:ListAccountsForParent",
      "organizations:ListOrganizationalUnitsForParent",
    ],
    resources: everything,
  },
];

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
