import puppeteer from "puppeteer-core";

export const handler = async () => typeof puppeteer.launch;
