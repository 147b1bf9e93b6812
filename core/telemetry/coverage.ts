/** How much of the function Outcrop could see. */
export type Coverage = "full" | "bundled" | "none";
