const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));

exports.handler = async () => [
  typeof client.send,
  new GetCommand({ TableName: "orders", Key: { id: "1" } }).input.TableName,
];
