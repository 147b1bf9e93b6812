/**
 * Where the assets come from, as an in-toto statement (https://in-toto.io/Statement/v1) with SLSA's predicate
 * (https://slsa.dev/provenance/v1). The build gives the same bytes everywhere, so anyone can make the assets
 * again from the commit and compare. The statement is not signed here: the workflow lets GitHub sign one of its own.
 */
import { type Assets, sha256 } from "./sums.ts";

export interface Source {
  /** 40 hex digits. */
  readonly commit: string;
  readonly version: string;
  /** SHA-256 of package-lock.json, which names every program of the build. */
  readonly lockHash: string;
  /** The Node that built it, as `v24.21.0`. */
  readonly node: string;
}

/** Who ran the build: in a workflow of GitHub, what its variables say. */
export interface Builder {
  readonly id: string;
  readonly invocation: string | null;
  /** `https://HOST/OWNER/NAME`; null where it is not known. */
  readonly repository: string | null;
}

/**
 * @param env GitHub's own variables: GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_WORKFLOW_REF, GITHUB_RUN_ID
 * and GITHUB_RUN_ATTEMPT (GitHub docs, default environment variables)
 */
export function builderOf(env: NodeJS.ProcessEnv): Builder {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_WORKFLOW_REF: workflow } = env;
  if (!server || !name || !workflow)
    return { id: "urn:outcrop:builder:local", invocation: null, repository: null };
  const run = `${env["GITHUB_RUN_ID"]}/attempts/${env["GITHUB_RUN_ATTEMPT"] ?? 1}`;
  return {
    id: `${server}/${workflow}`,
    invocation: `${server}/${name}/actions/runs/${run}`,
    repository: `${server}/${name}`,
  };
}

export function provenance(assets: Assets, source: Source, builder: Builder): object {
  const { commit, version, lockHash, node } = source;
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [...assets].map(([name, content]) => ({ name, digest: { sha256: sha256(content) } })),
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: "urn:outcrop:build:npm-run-release:v1",
        externalParameters: { version, command: "npm ci && npm run release" },
        internalParameters: { node },
        resolvedDependencies: [
          {
            ...(builder.repository !== null && { uri: `git+${builder.repository}@${commit}` }),
            name: "source",
            digest: { gitCommit: commit },
          },
          { name: "package-lock.json", digest: { sha256: lockHash } },
        ],
      },
      runDetails: {
        builder: { id: builder.id },
        ...(builder.invocation !== null && { metadata: { invocationId: builder.invocation } }),
      },
    },
  };
}
