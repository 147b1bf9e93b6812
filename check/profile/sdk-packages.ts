/**
 * The packages of the AWS SDK for JavaScript 3. Lambda documents that its Node runtimes have the SDK
 * (developer guide, "Building Lambda functions with Node.js"), and not which packages that is. The CDK
 * leaves all of these two scopes to the runtime when it bundles (aws-cdk-lib, aws-lambda-nodejs,
 * `externalModules`), so whoever deploys with it relies on each of them being there.
 *
 * The names are those that the npm registry had on 2026-11-30 with a release since December 2024, when the
 * SDK that `nodejs22.x` began with was made, without what is for browsers and for the SDK's own build.
 */
const clients = `
  accessanalyzer account acm amp amplify amplifybackend amplifyuibuilder api-gateway
  apigatewaymanagementapi apigatewayv2 app-mesh appconfig appconfigdata appflow application-auto-scaling
  application-signals apprunner appstream appsync athena auditmanager auto-scaling backup batch
  bcm-data-exports bcm-recommended-actions bedrock bedrock-agent bedrock-agent-runtime bedrock-agentcore
  bedrock-agentcore-control bedrock-data-automation bedrock-data-automation-runtime bedrock-runtime braket
  budgets chatbot chime chime-sdk-identity chime-sdk-media-pipelines chime-sdk-meetings
  chime-sdk-messaging chime-sdk-voice cleanrooms cloudcontrol cloudformation cloudfront
  cloudfront-keyvaluestore cloudsearch cloudsearch-domain cloudtrail cloudwatch cloudwatch-events
  cloudwatch-logs codeartifact codebuild codecatalyst codecommit codedeploy codeguru-reviewer codepipeline
  codestar-connections codestar-notifications cognito-identity cognito-identity-provider cognito-sync
  comprehend comprehendmedical compute-optimizer config-service connect connect-contact-lens
  connectcampaigns connectcampaignsv2 connectcases connectparticipant cost-explorer cost-optimization-hub
  customer-profiles data-pipeline database-migration-service databrew dataexchange datasync datazone dax
  deadline detective device-farm direct-connect directory-service dlm docdb docdb-elastic dsql dynamodb
  dynamodb-streams ebs ec2 ec2-instance-connect ecr ecr-public ecs efs eks elastic-beanstalk
  elastic-inference elastic-load-balancing elastic-load-balancing-v2 elastic-transcoder elasticache
  elasticsearch-service elementalinference emr emr-serverless entityresolution eventbridge evidently
  firehose fms forecast frauddetector fsx gamelift gameliftstreams geo-maps geo-places geo-routes glacier
  global-accelerator glue grafana greengrassv2 guardduty health healthlake iam identitystore imagebuilder
  inspector2 invoicing iot iot-1click-projects iot-data-plane iot-events iot-events-data
  iot-jobs-data-plane iot-wireless iotanalytics iotsecuretunneling iotsitewise iottwinmaker ivs
  ivs-realtime ivschat kafka kafkaconnect kendra keyspaces kinesis kinesis-analytics kinesis-analytics-v2
  kinesis-video kinesis-video-archived-media kinesis-video-media kinesis-video-signaling
  kinesis-video-webrtc-storage kms lakeformation lambda launch-wizard lex-model-building-service
  lex-models-v2 lex-runtime-service lex-runtime-v2 license-manager lightsail location lookoutequipment
  lookoutmetrics lookoutvision m2 macie2 mailmanager managedblockchain marketplace-agreement
  marketplace-catalog marketplace-commerce-analytics marketplace-entitlement-service marketplace-metering
  mediaconnect mediaconvert medialive mediapackage mediapackagev2 mediastore mediastore-data mediatailor
  medical-imaging memorydb migrationhuborchestrator mq mturk neptune neptune-graph network-firewall omics
  opensearch opensearchserverless opsworks organizations outposts panorama partnercentral-account
  partnercentral-benefits partnercentral-channel partnercentral-selling payment-cryptography personalize
  personalize-events personalize-runtime pi pinpoint pinpoint-email pinpoint-sms-voice-v2 pipes polly
  pricing proton qbusiness qconnect qldb qldb-session quicksight ram rds rds-data redshift redshift-data
  redshift-serverless rekognition rekognitionstreaming resource-explorer-2 resource-groups
  resource-groups-tagging-api robomaker route-53 route-53-domains route53-recovery-cluster
  route53-recovery-readiness route53resolver rum s3 s3-control s3tables s3vectors sagemaker
  sagemaker-a2i-runtime sagemaker-featurestore-runtime sagemaker-geospatial sagemaker-runtime savingsplans
  scheduler schemas secrets-manager securityhub securitylake serverlessapplicationrepository
  service-catalog service-catalog-appregistry service-quotas servicediscovery ses sesv2 sfn shield signer
  signer-data sns socialmessaging sqs ssm ssm-incidents sso sso-admin sso-oidc storage-gateway sts support
  swf synthetics textract timestream-influxdb timestream-query timestream-write tnb transcribe
  transcribe-streaming transfer translate trustedadvisor verifiedpermissions voice-id vpc-lattice waf
  waf-regional wafv2 wellarchitected workdocs workmail workmailmessageflow workspaces workspaces-instances
  workspaces-thin-client workspaces-web xray
`;

const others = `
  body-checksum-node cloudfront-signer core crc64-nvme credential-provider-cognito-identity
  credential-provider-env credential-provider-http credential-provider-ini credential-provider-login
  credential-provider-node credential-provider-process credential-provider-sso
  credential-provider-web-identity credential-providers dsql-signer dynamodb-codec ec2-metadata-service
  endpoint-cache eventstream-handler-node lib-dynamodb lib-storage middleware-bucket-endpoint
  middleware-endpoint-discovery middleware-eventstream middleware-expect-continue
  middleware-flexible-checksums middleware-host-header middleware-location-constraint middleware-logger
  middleware-recursion-detection middleware-sdk-api-gateway middleware-sdk-ec2 middleware-sdk-glacier
  middleware-sdk-rds middleware-sdk-route53 middleware-sdk-s3 middleware-sdk-s3-control middleware-sdk-sqs
  middleware-sdk-sts middleware-sdk-transcribe-streaming middleware-signing middleware-ssec
  middleware-user-agent middleware-websocket nested-clients polly-request-presigner rds-signer
  region-config-resolver s3-presigned-post s3-request-presigner signature-v4-multi-region signature-v4a
  token-providers types util-arn-parser util-create-request util-dynamodb util-endpoints util-format-url
  util-locate-window util-user-agent-node xml-builder
`;

const smithy = `
  abort-controller chunked-blob-reader chunked-blob-reader-native config-resolver core
  credential-provider-imds eventstream-codec eventstream-serde-browser eventstream-serde-config-resolver
  eventstream-serde-node eventstream-serde-universal fetch-http-handler hash-blob-browser hash-node
  hash-stream-node invalid-dependency is-array-buffer md5-js middleware-apply-body-checksum
  middleware-compression middleware-content-length middleware-endpoint middleware-retry middleware-serde
  middleware-stack node-config-provider node-http-handler property-provider protocol-http
  querystring-builder querystring-parser service-error-classification shared-ini-file-loader signature-v4
  signature-v4a smithy-client types url-parser util-base64 util-body-length-browser util-body-length-node
  util-buffer-from util-config-provider util-defaults-mode-browser util-defaults-mode-node util-endpoints
  util-hex-encoding util-middleware util-retry util-stream util-stream-browser util-stream-node
  util-uri-escape util-utf8 util-waiter uuid
`;

export const sdkNamesAsOf = "2026-11-30";

export const sdkPackages: readonly string[] = [
  ...words(clients).map((name) => `@aws-sdk/client-${name}`),
  ...words(others).map((name) => `@aws-sdk/${name}`),
  ...words(smithy).map((name) => `@smithy/${name}`),
];

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
