/** Apps of the guides and of tests, synthesised below dist/attach-cdk, where Node finds the real aws-cdk-lib. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Template } from "../cloud-formation.ts";
import { installPackage } from "./package.ts";

export const installed = resolve("dist/attach-cdk");

export interface LayerProperties {
  readonly Content: { readonly S3Bucket: string; readonly S3Key: string };
  readonly LayerName?: string;
}

/** The layer versions of a template by their logical ids. */
export function layersOf({ Resources }: Template): Map<string, LayerProperties> {
  const layers = Object.entries(Resources).filter(([, { Type }]) => Type === "AWS::Lambda::LayerVersion");
  return new Map(layers.map(([id, { Properties }]) => [id, Properties as unknown as LayerProperties]));
}

/** The name of the uploaded zip in the output's folder. */
export const zipOf = ({ Content }: LayerProperties): string => `asset.${Content.S3Key}`;

export class CdkApp {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param source a folder with the app; its package.json is what npm has installed */
  static async in(source: string): Promise<CdkApp> {
    mkdirSync(installed, { recursive: true });
    const app = new CdkApp(mkdtempSync(join(installed, "app-")));
    cpSync(source, app.folder, { recursive: true });
    installPackage(app.folder);
    return app;
  }

  /**
   * As `npx cdk synth` does it, with the CLI of the guide's lock.
   * @param app the command that runs the app
   * @returns what went wrong, or null
   */
  synthesise(app: string): string | null {
    const cli = join(installed, "node_modules/aws-cdk/bin/cdk");
    const parameters = ["synth", "--app", app, "--output", "out", "--quiet", "--no-notices", "--no-lookups"];
    const { status, stderr, stdout } = spawnSync(process.execPath, [cli, ...parameters], {
      cwd: this.folder,
      env: this.#environment(),
      encoding: "utf8",
    });
    return status === 0 ? null : `cdk ended with ${status}: ${stderr}${stdout}`;
  }

  /** The app alone. @returns what it prints */
  run(file: string): string {
    const env = { ...this.#environment(), CDK_OUTDIR: this.path("") };
    return execFileSync(process.execPath, [file], { cwd: this.folder, env, encoding: "utf8", stdio: "pipe" });
  }

  /** The CDK's own validation of templates takes most of the time, and problemsOf does the same for the guide. */
  #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env["PATH"],
      HOME: this.folder,
      CDK_DISABLE_CLI_TELEMETRY: "true",
      CDK_VALIDATION: "false",
      CI: "true",
    };
  }

  /** @param name a file of the output */
  path(name: string): string {
    return join(this.folder, "out", name);
  }

  template(stack: string): Template {
    return JSON.parse(readFileSync(this.path(`${stack}.template.json`), "utf8")) as Template;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
