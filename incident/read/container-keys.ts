/** The keys of the documents that contain events: what the API answers, deliveries, and Live Tail. */

/** A document with another top-level key is not one of them. */
export const containerKeys: ReadonlySet<string> = new Set(
  [
    "events searchedLogStreams nextToken nextForwardToken nextBackwardToken",
    "queryLanguage results statistics status encryptionKey",
    "awslogs Records NextShardIterator MillisBehindLatest ChildShards",
    "invocationId deliveryStreamArn region records sourceKinesisStreamArn requestId",
    "messageType owner logGroup logStream subscriptionFilters logEvents policyLevel",
    "sessionStart sessionUpdate sessionResults sessionMetadata",
    "timestamp message ingestionTime eventId id logStreamName logGroupName logGroupIdentifier",
    "ResponseMetadata $metadata NextToken",
  ].flatMap((keys) => keys.split(" ")),
);
/** What the list of events is called. */
export const listKeys: ReadonlySet<string> = new Set([
  "events",
  "results",
  "logEvents",
  "sessionResults",
  "Records",
  "records",
]);
/** What is true of every event in the list. */
export const contextKeys: ReadonlySet<string> = new Set([
  "logGroup",
  "logStream",
  "messageType",
  "logGroupIdentifier",
]);
