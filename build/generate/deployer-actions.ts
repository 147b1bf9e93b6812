/**
 * What CloudFormation calls, with the deployer's permissions, to make, read, change and remove a resource of
 * each type that the templates have. From the `handlers` of the types' registry schemas (`aws cloudformation
 * describe-type`) and the Service Authorization Reference. Resources have the templates' default names.
 */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export const everything = ["*"];

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
