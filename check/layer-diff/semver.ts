/** The parts of semver that layers are compared by: from files of their own, so that no other part is bundled. */
export { default as eq } from "semver/functions/eq.js";
export { default as inc } from "semver/functions/inc.js";
export { default as lt } from "semver/functions/lt.js";
export { default as parse } from "semver/functions/parse.js";
export { default as prerelease } from "semver/functions/prerelease.js";
export { default as satisfies } from "semver/functions/satisfies.js";
export { default as valid } from "semver/functions/valid.js";
export { default as intersects } from "semver/ranges/intersects.js";
export { default as subset } from "semver/ranges/subset.js";
export { default as validRange } from "semver/ranges/valid.js";
