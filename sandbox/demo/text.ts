/** The demo's page is laid out as the incident's report is. */
export { hanging, type Page, paint, type Style, terminalPage, wrap } from "../../page/text-page.ts";
