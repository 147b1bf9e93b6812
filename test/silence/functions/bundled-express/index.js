const express = require("express");
const serverless = require("serverless-http");

const app = express();
app.get("/", (_request, response) => response.json({ ok: true }));

exports.handler = serverless(app);
