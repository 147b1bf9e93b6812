/** An npm registry on this machine that has the given packages. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Path -> content; `package.json` among them. */
type PackageTree = Readonly<Record<string, string | Buffer | object>>;

interface Version {
  readonly manifest: { readonly name: string; readonly version: string };
  readonly tarball: Buffer;
}

export class Registry {
  readonly #server: Server;
  readonly #versions: readonly Version[];

  private constructor(server: Server, versions: readonly Version[]) {
    this.#server = server;
    this.#versions = versions;
  }

  static async start(packages: readonly PackageTree[]): Promise<Registry> {
    const server = createServer();
    const registry = new Registry(server, packages.map(packed));
    server.on("request", ({ url = "" }, response) => {
      const answer = registry.#answer(decodeURIComponent(url.slice(1)));
      response.writeHead(answer === null ? 404 : 200).end(answer ?? "{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(path: string): string | Buffer | null {
    const file = /^(.+)\/-\/(.+)\.tgz$/.exec(path);
    if (file !== null) return this.#find(file[1], file[2])?.tarball ?? null;
    const versions = this.#versions.filter(({ manifest: { name } }) => name === path);
    const last = versions.at(-1);
    if (last === undefined) return null;
    return JSON.stringify({
      name: path,
      "dist-tags": { latest: last.manifest.version },
      versions: Object.fromEntries(
        versions.map(({ manifest, tarball }) => [
          manifest.version,
          {
            ...manifest,
            dist: {
              tarball: `${this.url}${path}/-/${manifest.version}.tgz`,
              integrity: integrityOf(tarball),
            },
          },
        ]),
      ),
    });
  }

  #find(name: string | undefined, version: string | undefined): Version | undefined {
    return this.#versions.find(({ manifest }) => manifest.name === name && manifest.version === version);
  }
}

function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

function packed(tree: PackageTree): Version {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-registry-"));
  try {
    for (const [path, content] of Object.entries(tree)) {
      const file = join(folder, "package", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(
        file,
        typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
      );
    }
    const { status, stderr } = spawnSync("tar", ["-czf", "package.tgz", "package"], {
      cwd: folder,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`tar: ${stderr}`);
    const manifest = JSON.parse(
      readFileSync(join(folder, "package/package.json"), "utf8"),
    ) as Version["manifest"];
    return { manifest, tarball: readFileSync(join(folder, "package.tgz")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
