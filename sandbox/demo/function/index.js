import { randomUUID } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import { enrich } from "@shop/observability";
import { hashPickupCode } from "@shop/utils";
import dayjs from "dayjs";
import { z } from "zod";

const queueUrl = process.env.QUEUE_URL;
const queue = new SQSClient({ region: process.env.AWS_REGION });
const logger = new Logger({ serviceName: "orders" });

const newId = await import("ulid").then(
  ({ ulid }) => ulid,
  () => randomUUID,
);

const orderSchema = z.object({ item: z.string(), quantity: z.number().int().positive() });

export async function handler({ action, ...event }, context) {
  const logKeysAdded = enrich(logger, { requestId: context.awsRequestId });
  return action === "hand-over" ? handOver(event) : place(event, logKeysAdded);
}

async function place(event, logKeysAdded) {
  const order = orderSchema.safeParse(event);
  if (!order.success) return { statusCode: 400, body: z.prettifyError(order.error) };
  const record = marshall({ id: newId(), ...order.data });
  if (queueUrl)
    await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(record) }));
  return { logKeysAdded, order: record.id.S };
}

async function handOver({ code }) {
  return { day: await today(), codeHash: await hashPickupCode(code) };
}

async function today() {
  try {
    const { default: utc } = await import("dayjs/plugin/utc");
    return dayjs.extend(utc).utc().format("YYYY-MM-DD");
  } catch {
    return "unknown";
  }
}
