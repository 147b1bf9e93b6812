const express = require("express");
const cors = require("cors");
const helmet = require("helmet");
const compression = require("compression");
const serverless = require("serverless-http");

const app = express();
app.use(helmet(), cors(), compression(), express.json());
app.get("/", (_request, response) => response.json({ ok: true }));

exports.handler = serverless(app);
