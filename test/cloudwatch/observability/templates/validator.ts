/** The official offline validator, on a template's text. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, RegoEngine, TemplateFile } from "@aws/cloudformation-validate";
import { parseDocument } from "yaml";

/**
 * It looks into both arms of every Fn::If, with the parameters' defaults; an empty default would be called
 * wrong in the arm that is for a value. So it gets a template whose parameters all have one.
 */
const samples: Readonly<Record<string, string>> = {
  FunctionNamePrefix: "app-",
  LogGroupNames: "/aws/lambda/app-orders,/app/payments",
  AlarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  AccountIds: "123456789012,210987654321",
  OrganizationId: "o-a1b2c3d4e5",
  FunctionNames: "app-orders,app_payments",
  IndexPrefix: "/aws/lambda/app-",
};

const folder = mkdtempSync(join(tmpdir(), "template-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let engine: Engine | undefined;

/** `rule severity: message` of everything from a warning upwards. */
export function validatorProblems(template: string): string[] {
  const document = parseDocument(template, { version: "1.1" });
  for (const [name, value] of Object.entries(samples))
    if (document.hasIn(["Parameters", name])) document.setIn(["Parameters", name, "Default"], value);
  const path = join(folder, "template.yaml");
  writeFileSync(path, document.toString({ lineWidth: 0 }));
  engine ??= new RegoEngine();
  const { diagnostics } = engine.validateStandard(new TemplateFile(path), { severityLevel: "WARN" });
  return diagnostics.map(({ ruleId, severity, message }) => `${ruleId} ${severity}: ${message}`);
}
