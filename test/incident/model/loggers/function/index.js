import { shapes } from "./shapes.js";

export const handler = async (event, context) => {
  await shapes[event.shape](event.shape, event, context);
  return { statusCode: 500 };
};
