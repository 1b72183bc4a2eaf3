import type { BuildOptions, BuildResult, OutputFile } from "esbuild";

export const root: string;

/** What a bundle that is kept in memory comes as. */
export type BrowserBundle = BuildResult<{ metafile: true }> & { readonly outputFiles: readonly OutputFile[] };

export function bundleForBrowser(specifiers: readonly string[], options?: BuildOptions): Promise<BrowserBundle>;
