import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { LogEvent, Problem } from "../../../core/telemetry/log-event.ts";
import { FetchError } from "../../../incident/fetch/fetch-error.ts";
import { saveEvents } from "../../../incident/fetch/save-events.ts";
import { readLogs } from "../../../incident/read/read-logs.ts";
import { event, fetched, folders, group, service, until, useService } from "./fetching.ts";

useService();

describe("what is saved", () => {
  it("reads back as it was fetched, place and all", async () => {
    service.answer = ({ input }) =>
      input["nextToken"] === undefined
        ? { events: [event(1), event(2, "s", 'a\ttext with \u2028, "quotes" and\nlines\n')], nextToken: "a" }
        : {
            events: input["nextToken"] === "a" ? [] : [event(3)],
            ...(input["nextToken"] === "a" && { nextToken: "b" }),
          };
    const folder = join(folders.make({}), "kept");
    const { events, error } = await fetched({ save: saveEvents(folder, new Date(until)) });
    expect(error).toBeNull();
    const names = readdirSync(folder).sort();
    expect(names).toEqual(
      ["000001", "000002"].map((number) => `aws-lambda-orders.20261120T040000000Z.${number}.json.gz`),
    );
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const document = JSON.parse(gunzipSync(readFileSync(join(folder, names[0] as string))).toString()) as {
      events: unknown[];
    };
    expect(document.events[0]).toEqual(event(1));
    const read: LogEvent[] = [];
    const onProblem = (problem: Problem): never => expect.fail(problem.message);
    for await (const batch of readLogs([folder], { onProblem })) read.push(...batch);
    expect(read).toEqual(events);
    expect(events).toHaveLength(3);
  });

  it("ends where the disk is full, and reading goes on", async () => {
    service.answer = ({ input }) => ({
      events: [event(input["nextToken"] === undefined ? 1 : 2)],
      ...(input["nextToken"] === undefined && { nextToken: "a" }),
    });
    let pages = 0;
    const save = () => {
      if (++pages > 1) throw new FetchError("cannot save to kept: ENOSPC");
      return { file: "kept/1", firstLine: 2 };
    };
    const { events, problems, error } = await fetched({ save });
    expect([events.map(({ file, line }) => `${file}:${line}`), error]).toEqual([
      ["kept/1:2", `cloudwatch:${group}:2`],
      null,
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      "cannot save to kept: ENOSPC; later events are read but not saved",
    ]);
  });

  it("says where it cannot be saved", async () => {
    const file = join(folders.make({ file: "" }), "file");
    writeFileSync(file, "");
    expect(() => saveEvents(join(file, "below"))).toThrow(
      /cannot save to .*ENOTDIR; --save needs a writable folder/,
    );
  });
});
