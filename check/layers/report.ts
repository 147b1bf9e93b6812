/**
 * What only the moment before the deploy can know: in production /opt is one folder, and nothing there shows
 * which layer a file came from or what it replaced.
 */

/** One file of a lower layer that a higher one overwrites. */
export interface OverlappedFile {
  /** Below /opt. */
  readonly path: string;
  /** Of the file that is gone. */
  readonly bytes: number;
  /** The file that took its place has the same bytes. */
  readonly identical: boolean;
}

/** What one layer overwrites of another one below it. */
export interface Overlap {
  /** Names of the layers. */
  readonly winner: string;
  readonly loser: string;
  /** How many files of the same bytes, and of other bytes. */
  readonly identical: number;
  readonly replaced: number;
  /** Bytes of the loser's files that are deployed for nothing. */
  readonly wastedBytes: number;
  /** The first of the replaced ones, below /opt. */
  readonly examples: readonly string[];
  /** File by file: the replaced ones first, and as many as a report may have. */
  readonly files: readonly OverlappedFile[];
}

/** A package in /opt whose files come from several layers with different content. */
export interface TornPackage {
  /** The copy's folder, below /opt. */
  readonly path: string;
  readonly package: string;
  /** Files by the layer that they come from. */
  readonly files: Readonly<Record<string, number>>;
}

/** A package in a layer that nothing imports. */
export interface Unused {
  readonly layer: string;
  readonly path: string;
  readonly bytes: number;
}

/** Two layers, or a layer and the function, want the same thing of which there is one. */
export interface Clash {
  readonly kind: "wrapper" | "extension" | "port";
  /** Names of the layers; of known products where a layer is one. */
  readonly between: readonly string[];
  /** A sentence. */
  readonly what: string;
}

/** Machine code in one layer, or in the function's own code. */
export interface NativeReport {
  /** The layer's name; null for the function's own code. */
  readonly layer: string | null;
  /** How many files are for each architecture. */
  readonly files: Readonly<Record<string, number>>;
  /** Files that need more than the runtime has, on the architecture that they are for. */
  readonly tooNew: readonly { readonly path: string; readonly arch: string; readonly needs: string }[];
}

export interface LayerReport {
  readonly overlaps: readonly Overlap[];
  readonly torn: readonly TornPackage[];
  readonly unused: readonly Unused[];
  readonly clashes: readonly Clash[];
  readonly natives: readonly NativeReport[];
  /** Unzipped, of the function's code and all layers. */
  readonly bytes: number;
  /** Of the layers' files that others overwrite. */
  readonly wastedBytes: number;
  /** What Lambda refuses: a sentence each. */
  readonly refused: readonly string[];
  /** What ends every init: a sentence each. */
  readonly broken: readonly string[];
  /** What has no effect, or another one than its author expects: a sentence each. */
  readonly notes: readonly string[];
}

/** Of a function whose files cannot be read. */
export const noLayers: LayerReport = {
  overlaps: [],
  torn: [],
  unused: [],
  clashes: [],
  natives: [],
  bytes: 0,
  wastedBytes: 0,
  refused: [],
  broken: [],
  notes: [],
};
