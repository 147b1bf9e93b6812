import type { SandboxOptions } from "../../../sandbox/index.ts";
import {
  answerAsWithout,
  type Cell,
  type Group,
  nothing,
  onlyDiagnostic,
  type Seen,
  usualLines,
} from "../fault.ts";
import { runBothWays } from "../runs/function-run.ts";

const journalFolder = "/tmp/.outcrop";

const before =
  (launcher: string, layered: Partial<SandboxOptions> = {}) =>
  (): Promise<readonly Seen[]> =>
    runBothWays({ strike: { launcher }, layered });

const inactive = (code: string) => onlyDiagnostic(`inactive, the journal cannot be made: ${code}`);

const common = { phase: "init" } as const;

const cells: readonly Cell[] = [
  {
    ...common,
    id: "full",
    fault: "/tmp is full when the environment starts",
    injected: "a file that fills it, before the extension",
    says: inactive("ENOSPC"),
    run: before("cat /dev/zero >/tmp/fill 2>/dev/null", { tmpMb: 1 }),
  },
  {
    ...common,
    id: "read-only",
    fault: "/tmp is read-only",
    injected: "remounted so",
    says: inactive("EROFS"),
    run: before("mount -o remount,ro,bind /tmp", { uid: 0 }),
  },
  {
    ...common,
    id: "file",
    fault: "/tmp/.outcrop is a file",
    injected: "made before the extension",
    says: usualLines,
    run: before(`echo x >${journalFolder}`),
  },
  {
    ...common,
    id: "link",
    fault: "/tmp/.outcrop is a symbolic link to the function's own folder",
    injected: "made before the extension; the folder must keep its files",
    says: usualLines,
    run: before(`mkdir /tmp/mine; echo x >/tmp/mine/journal; ln -s /tmp/mine ${journalFolder}`),
  },
  {
    ...common,
    id: "full-of-leftovers",
    fault: "/tmp/.outcrop and what was set aside are full folders",
    injected: "made before the extension",
    says: usualLines,
    run: before(
      `mkdir -p ${journalFolder}/journal ${journalFolder}.previous/journal/deep
echo x >${journalFolder}.previous/journal/deep/file`,
    ),
  },
  {
    ...common,
    id: "left-pipe",
    fault: "The journal that an earlier environment left is a FIFO",
    injected: "made before the extension",
    says: usualLines,
    run: before(`mkdir ${journalFolder}; mkfifo ${journalFolder}/journal`),
  },
  {
    ...common,
    id: "left-garbage",
    fault: "The journal that an earlier environment left is garbage",
    injected: "1 MiB of random bytes",
    says: usualLines,
    run: before(`mkdir ${journalFolder}; head -c 1048576 /dev/urandom >${journalFolder}/journal`),
  },
  {
    ...common,
    id: "left-full",
    fault:
      "The journal that an earlier environment left has reached its limit, and the extension's heap is small",
    injected: "15 MB of records; `--max-old-space-size=24`",
    says: usualLines,
    run: () => {
      const record = '["r",0,"require","./m",null,"/var/task/m.js"]';
      const launcher = `mkdir ${journalFolder}
yes '${record}' 2>/dev/null | head -c 15000000 >${journalFolder}/journal`;
      return runBothWays({ strike: { launcher, flags: "--max-old-space-size=24" } });
    },
  },
  {
    ...common,
    id: "full-and-disabled",
    fault: "/tmp is full, and Outcrop is switched off",
    injected: "a file that fills it, and `OUTCROP_DISABLED=1`",
    says: nothing,
    run: () =>
      runBothWays({
        strike: { launcher: "cat /dev/zero >/tmp/fill 2>/dev/null" },
        layered: { tmpMb: 1, env: { OUTCROP_DISABLED: "1" } },
      }),
  },
];

export const group: Group = {
  title: "/tmp when the extension starts",
  half: "extension",
  about:
    "The launcher's shell makes the journal's folder before `register`; if it cannot, Node does. Each " +
    "cell runs both ways. If neither can make it, nothing is observed.",
  answer: answerAsWithout,
  cells,
};
