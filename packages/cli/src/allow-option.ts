import { Option } from "commander";
import { collected } from "./option-values.js";

/** What may be fetched; may be given several times. */
export const allowOption = (): Option =>
  new Option(
    "--allow <url>",
    "a URL, or a beginning that ends in /, that may be fetched; default: nothing is",
  ).argParser(collected);
