/**
 * A private user and mount namespace whose root holds exactly Lambda's paths and, read-only, the host's
 * system directories.
 *
 * One holder process makes it: `unshare` gives it the namespaces, one `mount --all` with a generated fstab
 * fills a tmpfs, `pivot_root` enters it. A program is started by `nsenter`, which joins and execs: about 3
 * ms, and the pid is the program's. This isolates paths, nothing else: network and process ids are the
 * host's. To the program its user is an ordinary one without capabilities, as on Lambda; to the host it is
 * the user who started the sandbox, so it can read what that user can. It is the only user there is
 * inside: to give a file to another fails with EINVAL, where Lambda says EPERM.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../contract/options.ts";
import { linkNodePath, type StagedRoots } from "../roots/stage.ts";
import { GroupEntry } from "./group-entry.ts";
import { Holder, systemPath } from "./holder.ts";
import { imageBinds, placeholder } from "./image-mounts.ts";
import type { Isolation } from "./isolation.ts";

/** @throws Error with the reason when the system refuses. */
export async function enterNamespaces(
  settings: Settings,
  roots: StagedRoots,
  listenerHost: string,
): Promise<Isolation> {
  if (process.platform !== "linux") throw new Error(`${process.platform} has no namespaces`);
  linkNodePath(settings, roots, "");
  const root = join(roots.directory, "root");
  mkdirSync(root);
  const fstab = join(roots.directory, "fstab");
  writeFileSync(fstab, mounts(settings, roots, root, hostsFile(roots, listenerHost)));
  const launch = ["unshare", "--user", "--map-root-user", "--mount"];
  const holder = await Holder.start(roots.directory, launch, [
    root,
    fstab,
    String(settings.uid),
    String(groupOf(settings.uid)),
  ]);
  const entering = [
    "--target",
    String(holder.pid),
    "--user",
    "--mount",
    "--wd",
    "--preserve-credentials",
    "--",
  ];
  return {
    kind: "namespaces",
    reason: "private user and mount namespaces",
    prefix: "",
    variables: {},
    listenerHost,
    hostPath: (path) => `/proc/${holder.pid}/root${path}`,
    spawn(command, variables) {
      const groups = new GroupEntry(settings.controlGroups);
      const child = spawn(nsenter(), [...entering, ...groups.joining(command)], {
        env: variables,
        detached: true,
        stdio: ["ignore", "pipe", "pipe", ...groups.descriptors],
      });
      groups.close();
      holder.adopt(child);
      return child;
    },
    close: () => holder.close(),
  };
}

/** Lambda's group of its ordinary user; root's is root. */
const groupOf = (uid: number): number => (uid === 0 ? 0 : 990);

let nsenterPath: string | undefined;

/** By absolute path: the program's own PATH, which the child gets, is not for finding it. */
function nsenter(): string {
  nsenterPath ??= systemPath
    .split(":")
    .map((directory) => join(directory, "nsenter"))
    .find((path) => existsSync(path));
  return nsenterPath ?? "nsenter";
}

const systemDirectories = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/usr", "/etc"];

/**
 * The new root as an fstab. Options only ever add to the source's own: clearing a flag that an outer
 * namespace has set is refused by the kernel. System directories are bound with what is mounted below them,
 * since parts of a locked tree cannot be bound alone; only the top mount turns read-only.
 */
function mounts(settings: Settings, roots: StagedRoots, root: string, hosts: string): string {
  const lines: string[] = [];
  const mount = (source: string, target: string, type: string, options: string): void => {
    lines.push([source, root + target, type].map(inOctal).concat(options, "0", "0").join(" "));
  };
  const bind = (source: string, target: string, options: string): void =>
    mount(source, target, "none", options);
  const code = "bind,ro,nosuid,nodev,X-mount.mkdir";

  mount("sandbox", "", "tmpfs", "mode=755,nosuid,nodev");
  for (const directory of systemDirectories) {
    if (existsSync(directory)) bind(directory, directory, "rbind,ro,nosuid,nodev,X-mount.mkdir");
  }
  bind("/proc", "/proc", "rbind,X-mount.mkdir");
  bind("/dev", "/dev", "rbind,X-mount.mkdir");
  if (existsSync("/etc/hosts")) bind(hosts, "/etc/hosts", "bind,ro,nosuid,nodev");
  if (settings.uid !== 0) {
    for (const [name, path] of Object.entries(accountFiles(roots, settings.uid))) {
      if (existsSync(name)) bind(path, name, "bind,ro,nosuid,nodev");
    }
  }

  bind(roots.task, "/var/task", code);
  bind(roots.opt, "/opt", code);
  bind(roots.lang, "/var/lang", code);
  bind(roots.node, "/var/lang/sandbox/node", "bind,ro,nosuid,nodev");
  const extra = Object.entries(roots.runtimeExtra);
  for (const [name, source] of extra) placeholder(source, join(roots.runtime, name));
  const image = imageBinds(settings, roots);
  bind(roots.runtime, "/var/runtime", code);
  for (const [name, source] of extra) bind(source, `/var/runtime/${name}`, "bind,ro,nosuid,nodev");
  for (const { source, target } of image) bind(source, target, "bind,ro,nosuid,nodev,X-mount.mkdir");
  if (settings.tmpMb === undefined) bind(roots.tmp, "/tmp", "bind,nosuid,nodev,X-mount.mkdir");
  else mount("sandbox", "/tmp", "tmpfs", `mode=1777,size=${settings.tmpMb}m,nosuid,nodev,X-mount.mkdir`);
  return `${lines.join("\n")}\n`;
}

/** Telemetry API: listeners are named sandbox.localdomain; `sandbox` is in use as well. */
function hostsFile(roots: StagedRoots, listenerHost: string): string {
  const path = join(roots.directory, "hosts");
  writeFileSync(path, `127.0.0.1 localhost\n${listenerHost} sandbox.localdomain sandbox\n`);
  return path;
}

/**
 * The user as Lambda's images name it, so that `os.userInfo` and `os.homedir` answer: AWS's SDK asks for a
 * home. Path in the sandbox -> file.
 */
function accountFiles({ directory }: StagedRoots, uid: number): Record<string, string> {
  const root = { "/etc/passwd": "root:x:0:0:root:/root:/bin/sh", "/etc/group": "root:x:0:" };
  const entries = {
    "/etc/passwd": `sbx_user1051:x:${uid}:${groupOf(uid)}::/home/sbx_user1051:/sbin/nologin\n`,
    "/etc/group": `sbx_user1051:x:${groupOf(uid)}:\n`,
  };
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => {
      const path = join(directory, name.replace("/etc/", ""));
      writeFileSync(path, `${root[name as keyof typeof entries]}\n${entry}`);
      return [name, path];
    }),
  );
}

/** fstab(5): white space and backslashes are written in octal. */
function inOctal(path: string): string {
  return path.replace(/[\s\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
}
