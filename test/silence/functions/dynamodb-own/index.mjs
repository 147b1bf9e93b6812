import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));

export const handler = async () => [
  typeof client.send,
  new PutCommand({ TableName: "orders", Item: { id: "1" } }).input.Item.id,
];
