import { Form } from "../thing/thing-description.js";

export type CoapMethodName = "GET" | "POST" | "PUT" | "DELETE" | "FETCH" | "PATCH" | "iPATCH";

export type BlockSize = 16 | 32 | 64 | 128 | 256 | 512 | 1024;

/** SZX of a block option (RFC 7959 §2.2). */
export type BlockSizeOptionValue = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface BlockWiseTransferParameters {
  "cov:block2Size"?: BlockSize;
  "cov:block1Size"?: BlockSize;
}

/** A Form with terms of CoAP. */
export class CoapForm extends Form {
  declare "cov:method"?: CoapMethodName;
  declare "cov:hopLimit"?: number;
  declare "cov:blockwise"?: BlockWiseTransferParameters;
  declare "cov:qblockwise"?: BlockWiseTransferParameters;
  declare "cov:contentFormat"?: number;
  declare "cov:accept"?: number;
}

const supported: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "DELETE"]);

const valid: ReadonlySet<string> = new Set([...supported, "FETCH", "PATCH", "iPATCH"]);

export function isValidCoapMethod(methodName: CoapMethodName): methodName is CoapMethodName {
  return valid.has(methodName);
}

export function isSupportedCoapMethod(methodName: CoapMethodName): methodName is CoapMethodName {
  return supported.has(methodName);
}

/** @throws {Error} for a size that no block has */
export function blockSizeToOptionValue(blockSize: BlockSize): BlockSizeOptionValue {
  const value = Math.log2(blockSize) - 4;
  if (Number.isInteger(value) && value >= 0 && value <= 6) return value as BlockSizeOptionValue;
  throw new Error(`Expected one of 16, 32, 64, 128, 256, 512, or 1024 as blockSize value, got ${blockSize}.`);
}
