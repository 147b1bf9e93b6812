/** Folders of packages in layers that Node does not look at. */
import { isInside, joinPath, parentOf } from "../../core/layout/paths.ts";
import type { Tree } from "../lambda/tree.ts";

const maxNested = 3;

/**
 * Folders of packages directly in a layer that are on no path that Node looks at.
 * @param nodePath absolute folders
 */
export function unseenFolders(
  layers: readonly Tree[],
  nodePath: readonly string[],
  nodeMajor: number,
): readonly string[] {
  return layers.flatMap(({ name, nodes }) => {
    const isFolder = (path: string): boolean => nodes.get(path)?.kind === "directory";
    const otherNodes = [...nodes.keys()]
      .flatMap((path) => /^nodejs\/node(\d+)$/.exec(path)?.[1] ?? [])
      .filter(
        (major) => Number(major) !== nodeMajor && !nodePath.includes(`/opt/nodejs/node${major}/node_modules`),
      )
      .map((major) => `The layer ${name} has nodejs/node${major}, which Node ${nodeMajor} does not look at.`);
    const misplaced = ["node_modules", "nodejs"]
      .filter((folder) => isFolder(folder) && !nodePath.includes(`/opt/${folder}`))
      .flatMap((folder) => {
        if (folder === "node_modules")
          return [`The layer ${name} has node_modules at its root; Node looks in nodejs/node_modules.`];
        const manifests = [...nodes.keys()].filter((path) =>
          /^nodejs\/(?!node_modules\/|node\d+\/)[^/]+\/package\.json$/.test(path),
        );
        const hasModules = [...nodes.keys()].some((path) =>
          /^nodejs\/(?:node\d+\/)?node_modules\//.test(path),
        );
        return manifests.length > 0 && !hasModules
          ? [`The layer ${name} has packages in nodejs itself; Node looks in nodejs/node_modules.`]
          : [];
      });
    return [...otherNodes, ...misplaced, ...nestedFolders(name, nodes, nodePath), ...linksOut(name, nodes)];
  });
}

/** The layer was packed with the folder that its files are in. */
function nestedFolders(name: string, nodes: Tree["nodes"], nodePath: readonly string[]): readonly string[] {
  const folders = new Set(
    [...nodes.keys()].flatMap((path) => {
      const found = /^(?!nodejs\/)((?:[^/]+\/){1,3}?nodejs\/(?:node\d+\/)?node_modules)\/./.exec(path)?.[1];
      return found === undefined || found.startsWith("node_modules/") || found.includes("/node_modules/")
        ? []
        : found;
    }),
  );
  return [...folders]
    .filter((folder) => !nodePath.includes(`/opt/${folder}`))
    .slice(0, maxNested)
    .map(
      (folder) =>
        `The layer ${name} has its packages at ${folder}; Lambda looks in ` +
        `${folder.slice(folder.indexOf("nodejs/"))}.`,
    );
}

/** What a folder's link leads to is not in the layer, unless the zip is made to follow it. */
function linksOut(name: string, nodes: Tree["nodes"]): readonly string[] {
  return [...nodes].flatMap(([path, node]) => {
    if (node.kind !== "link" || !/^nodejs(?:\/node\d+)?(?:\/node_modules)?$/.test(path)) return [];
    const target = joinPath(parentOf(`/opt/${path}`) ?? "/opt", node.target);
    return isInside(target, "/opt")
      ? []
      : [
          `The layer ${name} has a link at ${path} that leads out of the layer, to ${node.target}: nothing is ` +
            "there on Lambda. Pack the folder that it leads to.",
        ];
  });
}
