import { describe, expect, it } from "vitest";
import { knownLayers } from "../../../check/layers/known-layers.ts";
import { elf, machO, padded } from "../../core/support/elf.ts";
import { program, report } from "./layers.ts";

const arm = 183;
const script = program("#!/bin/sh\nexec true\n");
const cannot = (name: string, why: string): string =>
  `Lambda cannot start the extension /opt/extensions/${name} of l: it ${why}.`;

describe("clashes", () => {
  it("of extensions: of two with one name, one is started", () => {
    const layers = {
      one: { "extensions/x": script },
      two: { "extensions/x": program("#!/bin/sh\n"), "extensions/y/z": "" },
    };
    expect(report({ layers }).clashes).toEqual([
      {
        kind: "extension",
        between: ["one", "two"],
        what: "Both layers one and two have /opt/extensions/x; only that of two is started.",
      },
    ]);
  });

  it("of wrappers: the function has one", () => {
    const layers = {
      otel: { "otel-handler": script },
      datadog: { "extensions/datadog-agent": script, datadog_wrapper: script },
    };
    const withOtel = report({ layers, variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" } });
    expect(withOtel.clashes).toMatchObject([
      {
        kind: "wrapper",
        what: expect.stringContaining("/opt/datadog_wrapper of Datadog's extension does not run"),
      },
    ]);
    const chained = {
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler",
      OUTCROP_EXEC_WRAPPER: "/opt/datadog_wrapper",
    };
    expect(report({ layers, variables: chained }).clashes).toEqual([]);
    // Neither is asked for: both products have a way without a wrapper.
    expect(report({ layers }).clashes).toEqual([]);
  });

  it("of the wrapper's file: two layers bring it, with other bytes", () => {
    const layers = { one: { wrap: script }, two: { wrap: program("#!/bin/sh\n") } };
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" };
    expect(report({ layers, variables }).clashes).toEqual([
      {
        kind: "wrapper",
        between: ["one", "two"],
        what: "Both layers one and two have the wrapper /opt/wrap, with other bytes; only that of two runs.",
      },
    ]);
    expect(report({ layers }).clashes).toEqual([]);
    expect(report({ layers: { one: { wrap: script }, two: { wrap: script } }, variables }).clashes).toEqual(
      [],
    );
  });

  it("of ports, as settings have them", () => {
    const insights = { "extensions/cloudwatch_lambda_agent": script };
    const adapter = { "extensions/lambda-adapter": script };
    const layers = { insights, adapter };
    expect(report({ layers }).clashes).toEqual([]);
    const clash = report({ layers, variables: { AWS_LWA_PORT: "3000" } }).clashes;
    expect(clash).toEqual([
      {
        kind: "port",
        between: ["CloudWatch Lambda Insights", "the AWS Lambda Web Adapter"],
        what:
          "CloudWatch Lambda Insights and the AWS Lambda Web Adapter listen on TCP port 3000; " +
          "the second of them fails.",
      },
    ]);
    const reserved = { "extensions/AppConfigAgent": script };
    const variables = { AWS_APPCONFIG_EXTENSION_HTTP_PORT: "9001" };
    expect(report({ layers: { reserved }, variables }).clashes[0]?.what).toContain(
      "listens on port 9001, which Lambda uses",
    );
  });

  it("know each layer by files of its own, with a source", () => {
    const marks = knownLayers.flatMap((layer) => layer.marks);
    expect(new Set(marks).size).toBe(marks.length);
    for (const { sources, ports } of knownLayers) {
      expect(sources.length).toBeGreaterThan(0);
      for (const { port } of ports) expect(port).toBeGreaterThan(1023);
    }
  });
});

describe("what ends every init", () => {
  it("is an extension that Lambda cannot start", () => {
    const layers = {
      l: {
        "extensions/plain": "#!/bin/sh\n",
        "extensions/README.md": program("# Read me"),
        "extensions/arm": program(padded(elf({ machine: arm }))),
        "extensions/mac": program(padded(machO())),
        "extensions/windows.sh": program("#!/bin/sh\r\nexec true\r\n"),
        "extensions/good": script,
        "extensions/native": program(padded(elf())),
        "extensions/folder/file": "",
      },
    };
    expect(report({ layers }).broken).toEqual([
      cannot("README.md", "is not a program of Linux"),
      cannot("arm", "is for arm64, not for x64"),
      cannot("mac", "is not a program of Linux"),
      cannot("plain", "is not executable"),
      cannot("windows.sh", "has a carriage return in its first line"),
    ]);
  });

  it("is an eleventh extension", () => {
    const files = (count: number) => ({
      l: Object.fromEntries(Array.from({ length: count }, (_, index) => [`extensions/e${index}`, script])),
    });
    expect(report({ layers: files(10) }).broken).toEqual([]);
    expect(report({ layers: files(11) }).broken).toEqual(["There are 11 extensions; Lambda takes 10."]);
  });

  it("is a wrapper that is missing or not executable", () => {
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" };
    expect(report({ variables, runtime: "python3.13" }).broken).toEqual([
      "AWS_LAMBDA_EXEC_WRAPPER names /opt/wrap, which is not there.",
    ]);
    expect(report({ variables, layers: { l: { wrap: "#!/bin/sh\n" } } }).broken).toEqual([
      "AWS_LAMBDA_EXEC_WRAPPER names /opt/wrap, which is not executable.",
    ]);
    expect(report({ variables, layers: { l: { wrap: script } } }).broken).toEqual([]);
    expect(report({ variables, unreadLayers: [{ name: "x", arn: null, why: "" }] }).broken).toEqual([]);
    expect(report({ variables, runtime: "provided.al2023" }).broken).toEqual([]);
    const inTask = { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/run.sh" };
    expect(report({ variables: inTask, task: { "run.sh": script } }).broken).toEqual([]);
    expect(report({ variables: inTask, runtime: "python3.13" }).broken).toHaveLength(1);
    // Of Node's runtimes, the start of the function says so.
    expect(report({ variables: inTask }).broken).toEqual([]);
  });

  it("is a wrapper that cannot run", () => {
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" };
    const broken = (wrap: string | Uint8Array): readonly string[] =>
      report({ variables, layers: { l: { wrap: program(wrap) } } }).broken;
    const which = (why: string): readonly string[] => [
      `AWS_LAMBDA_EXEC_WRAPPER names /opt/wrap, which ${why}.`,
    ];
    expect(broken("#!/bin/bash\r\nexec true\r\n")).toEqual(which("has a carriage return in its first line"));
    expect(broken(padded(elf({ machine: arm })))).toEqual(which("is for arm64, not for x64"));
    expect(broken(padded(machO()))).toEqual(which("is not a program of Linux"));
    expect(broken("")).toEqual(which("is empty"));
    expect(broken("#!/bin/bash\nexec true\r\n")).toEqual([]);
    expect(broken("exec true\n")).toEqual([]);
    const inTask = { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/run.sh" };
    const task = { "run.sh": program("#!/usr/bin/env bash\r\n") };
    expect(report({ variables: inTask, task }).broken).toHaveLength(1);
  });
});
