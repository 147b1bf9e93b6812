import got from "got";
import { Agent, request } from "undici";

new Agent();

export const handler = async () => [typeof got, typeof request];
