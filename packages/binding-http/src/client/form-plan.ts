import type { AuthenticationCarrier, FormRequest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { methodOf } from "../method.js";
import { type ExpectedReplies, expectedReplies } from "./expected-replies.js";
import { formAddress } from "./form-address.js";
import { formHeaders } from "./form-headers.js";
import type { RequestPlan } from "./request-plan.js";

const carriers: ReadonlySet<AuthenticationCarrier> = new Set(["headers", "query", "cookies", "uriVariables", "body"]);

/** What a Form × operation comes down to. */
export interface FormPlan extends RequestPlan {
  readonly operation: Operation;
  /** Media type of the response when it does not say. */
  readonly contentType: string;
  readonly replies: ExpectedReplies;
}

/** What a subprotocol does otherwise. */
export interface FormPlanTerms {
  /** Whether the Form's content type is asked for; default true. */
  readonly accepts?: boolean;
  /** Method of a Form that names none; default that of the operation. */
  readonly defaultMethod?: string;
}

/**
 * The plan of `request`, or a sentence on why it is of no use here.
 *
 * @param codings - content codings that the transport has
 */
export function formPlan(
  { form, operation, href, authenticator }: FormRequest,
  codings: ReadonlySet<string>,
  { accepts = true, defaultMethod }: FormPlanTerms = {},
): FormPlan | string {
  const address = formAddress(href);
  if (typeof address === "string") return address;
  const method = methodOf(form, operation, defaultMethod);
  if (method === undefined) return `the method ${String(form.form["htv:methodName"])} cannot be used`;
  const named = formHeaders(form);
  if (typeof named === "string") return named;
  const coding = codingOf(form.form.contentCoding);
  if (coding !== undefined && !codings.has(coding)) return `the content coding ${coding} is not known`;
  const carrier = authenticator?.carriers.find((one) => !carriers.has(one));
  if (carrier !== undefined) return `credentials cannot travel as ${carrier} here`;
  const { contentType } = form.response;
  const accept = accepts && !named.includes("accept") ? ["accept", contentType] : [];
  const acceptCoding = coding === undefined || named.includes("accept-encoding") ? [] : ["accept-encoding", coding];
  const headers = [...accept, ...acceptCoding, ...named];
  return { operation, address, method, headers, coding, authenticator, contentType, replies: expectedReplies(form) };
}

/** What the handshake of a WebSocket needs of `request`, or a sentence on why it is of no use here. */
export function socketPlan({ form, href, authenticator }: FormRequest): RequestPlan | string {
  const address = formAddress(href, "ws");
  if (typeof address === "string") return address;
  const headers = formHeaders(form);
  if (typeof headers === "string") return headers;
  if (!/^application\/(?:[\w.-]+\+)?json(?:;|$)/i.test(form.contentType)) return "its messages are JSON";
  const carrier = authenticator?.carriers.find((one) => one === "body" || !carriers.has(one));
  if (carrier !== undefined) return `credentials cannot travel as ${carrier} here`;
  return { address, method: "GET", headers, coding: undefined, authenticator };
}

/** `identity` is none at all (RFC 9110 §8.4.1). */
function codingOf(coding: string | undefined): string | undefined {
  const name = coding?.trim().toLowerCase();
  return name === "identity" || name === "" ? undefined : name;
}
