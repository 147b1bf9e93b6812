/** What deploys a function, by its tags. The next deployment puts back the layers of the template. */
import { plainText } from "../../core/telemetry/plain-text.ts";

/** `the stack orders-prod`; null where no tag shows it. */
export function ownerOf(tags: Readonly<Record<string, string>>): string | null {
  const stack = tags["aws:cloudformation:stack-name"];
  if (stack !== undefined) {
    const tool = tags["lambda:createdBy"] === "SAM" ? " (SAM)" : "";
    return `the stack ${shown(stack)}${tool}`;
  }
  const app = tags["sst:app"];
  if (app !== undefined) return `the SST app ${shown(app)}`;
  for (const text of Object.entries(tags)
    .filter(([key]) => !key.startsWith("aws:"))
    .flat()) {
    const [tool] = /terraform|opentofu|pulumi|cdktf/i.exec(text) ?? [];
    if (tool !== undefined) return tools[tool.toLowerCase()] ?? null;
  }
  return null;
}

const tools: Readonly<Record<string, string>> = {
  terraform: "Terraform",
  opentofu: "OpenTofu",
  pulumi: "Pulumi",
  cdktf: "CDKTF",
};

function shown(text: string): string {
  return plainText(text).slice(0, 128);
}
