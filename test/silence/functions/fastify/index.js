const fastify = require("fastify");
const awsLambda = require("@fastify/aws-lambda");

const app = fastify();
app.register(require("@fastify/cors"));
app.get("/", async () => ({ ok: true }));

exports.handler = awsLambda(app);
