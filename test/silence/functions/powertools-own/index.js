const { Logger } = require("@aws-lambda-powertools/logger");
const { Metrics } = require("@aws-lambda-powertools/metrics");
const { SSMProvider } = require("@aws-lambda-powertools/parameters/ssm");
const { DynamoDBPersistenceLayer } = require("@aws-lambda-powertools/idempotency/dynamodb");
const { BatchProcessor, EventType } = require("@aws-lambda-powertools/batch");

const logger = new Logger();
new Metrics({ namespace: "orders" });
new SSMProvider();
new DynamoDBPersistenceLayer({ tableName: "orders" });
new BatchProcessor(EventType.SQS);

exports.handler = async () => logger.getLevelName();
