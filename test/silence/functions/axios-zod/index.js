const axios = require("axios");
const { z } = require("zod");

const Order = z.object({ id: z.string(), total: z.number() });

exports.handler = async () => [typeof axios.get, Order.parse({ id: "1", total: 2 })];
