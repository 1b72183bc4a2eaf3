import { pathToFileURL } from "node:url";

/**
 * The folder of Thing Descriptions of others, which are not part of this project; its `manifest.json` has the W3C
 * schema's verdict on each. Looked for beside the checkout, or where the environment says. It need not be there.
 */
export const tdCorpus: URL =
  process.env.THINGWRIGHT_TD_CORPUS === undefined
    ? new URL("../../shared/w3c/corpus/", import.meta.url)
    : pathToFileURL(`${process.env.THINGWRIGHT_TD_CORPUS}/`);

/** The file at `path` of the manifest. */
export const corpusFile = (path: string): URL => new URL(path.split("/").map(encodeURIComponent).join("/"), tdCorpus);
