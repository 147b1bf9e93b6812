const { SendMessageCommand, SQSClient } = require("@aws-sdk/client-sqs");

const client = new SQSClient({ region: "us-east-1" });

exports.handler = async () => [typeof client.send, typeof SendMessageCommand];
