/**
 * The commands of docs/athena.md that make the tables and views, run by a shell against a stand-in for the
 * AWS CLI.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { viewFiles } from "../../../build/generate/athena.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-athena-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * A statement is queued, runs, and is done, as Athena answers one question after the other. One that begins
 * before the last is done is reported.
 */
const aws = `#!/bin/sh
case $2 in
  start-query-execution)
    [ -e '${folder}/state' ] && echo 'too early' >>'${folder}/log'
    echo "$*" >>'${folder}/log'
    echo QUEUED >'${folder}/state'
    echo 0a1b2c3d ;;
  get-query-execution)
    read -r state <'${folder}/state'
    echo "$state"
    case $state in
      QUEUED) echo RUNNING >'${folder}/state' ;;
      RUNNING) echo SUCCEEDED >'${folder}/state' ;;
      SUCCEEDED) rm '${folder}/state' ;;
    esac ;;
esac
`;

const block = /```sh\n(run\(\)[\s\S]*?)```/.exec(readFileSync("docs/athena.md", "utf8"))?.[1] ?? "";

it("makes the database first, then the table and every view, each when the one before is done", () => {
  for (const [name, text] of [
    ["aws", aws],
    ["sleep", "#!/bin/sh\n"],
  ] as const) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  const { stdout, stderr, status } = spawnSync("/bin/sh", ["-c", block], {
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env["PATH"]}` },
  });
  expect([status, stderr]).toEqual([0, ""]);
  const calls = readFileSync(join(folder, "log"), "utf8").trim().split("\n");
  const fileOf = (call: string) =>
    /--query-string file:\/\/cloudwatch\/athena\/(\S+)/.exec(call)?.[1] ?? call;
  const views = [...viewFiles().keys()].filter(
    (path) => path.startsWith("views/") && path !== "views/line.sql",
  );
  const files = calls.map(fileOf);
  expect(files.slice(0, 4)).toEqual([
    "database.sql",
    "sources/s3-export.table.sql",
    "sources/s3-export.view.sql",
    "views/line.sql",
  ]);
  expect(files.slice(4).sort()).toEqual(views.sort());
  expect(calls.filter((call) => call.includes("Database=outcrop")).map(fileOf)).toEqual(files.slice(1));
  expect(stdout.trim().split("\n")).toEqual(files.map((file) => `${file}: SUCCEEDED`));
});
