import type { FormRequest } from "@thingwright/contracts";
import { groupAddress } from "../bus/address.js";
import type { DatapointType } from "../dpt/datapoint-type.js";
import { datapointType } from "../dpt/datapoint-types.js";
import { type BusAddress, parseKnxAddress } from "./knx-address.js";

/** One Form × operation as what is to be done at a group address. */
export interface KnxRequest {
  readonly bus: BusAddress;
  readonly address: number;
  readonly type: DatapointType;
  /** Address that tells when a write has been carried out. */
  readonly status: number | undefined;
  /** Whether a device answers for that. */
  readonly statusAnswers: boolean | undefined;
  /** Whether a device answers for the address; `undefined` where nobody knows. */
  readonly answers: boolean | undefined;
}

/**
 * Reads the Form's address and `knxv:` terms.
 *
 * @returns a reason, for a person, when the Form cannot be used
 */
export function readKnxForm({ form }: FormRequest, href: string): KnxRequest | string {
  const found = parseKnxAddress(href);
  if (found === undefined) return `${href} is no knx://host:port/main/middle/sub`;
  if (found.group === undefined) return `${href} has no group address such as 1/2/3`;
  if (!/^application\/json\s*(;|$)/i.test(form.contentType))
    return `bodies are application/json, not ${form.contentType}`;
  const terms = new Map<string, unknown>(Object.entries(form.form));
  const term = (name: string): unknown => terms.get(`knxv:${name}`);
  const named = term("datapointType");
  const type = typeof named === "string" ? datapointType(named) : undefined;
  if (type === undefined) return `knxv:datapointType ${JSON.stringify(named)} is none that is known`;
  const status = statusOf(term("status"));
  if (status === null) return "knxv:status is no group address such as 1/2/3";
  const flag = (name: string): boolean | undefined => {
    const value = term(name);
    return typeof value === "boolean" ? value : undefined;
  };
  return {
    bus: found.bus,
    address: found.group,
    type,
    status,
    statusAnswers: flag("statusAnswers"),
    answers: flag("answers"),
  };
}

const statusOf = (term: unknown): number | undefined | null =>
  term === undefined ? undefined : ((typeof term === "string" ? groupAddress(term) : undefined) ?? null);
