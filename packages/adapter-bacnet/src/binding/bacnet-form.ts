import type { FormRequest } from "@thingwright/contracts";
import { propertyId } from "../device/property-id.js";
import type { PropertyReference } from "../protocol/property-reference.js";
import { type BacnetAddress, parseBacnetUri } from "./bacnet-uri.js";
import { type DataType, readDataType, standardType, termOf } from "./data-type.js";

/** One Form × operation of a property of an object. */
export interface BacnetRequest extends BacnetAddress {
  readonly reference: PropertyReference;
  readonly type: DataType | undefined;
  /** `twb:refuseFaulty`: a value whose object says that it is faulty is an error. */
  readonly refusesFaulty: boolean;
  /** `twb:pollingTime`, for an observation whose device does not tell changes. */
  readonly pollingTimeMs: number | undefined;
}

/** What of a Form does not depend on variables; a reason, for a person, when it cannot be used. */
export function readBacnetForm({
  form,
  operation,
}: FormRequest): Omit<BacnetRequest, keyof BacnetAddress | "reference"> | string {
  if (!/^application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i.test(form.contentType))
    return `BACnet's values are JSON here, not ${form.contentType}`;
  const service = termOf(form.form, "usesService");
  if (service !== undefined && service !== servicesOf[operation])
    return `${operation} is carried out by ${servicesOf[operation]}, not ${String(service)}`;
  const type = readDataType(termOf(form.form, "hasDataType"));
  if (typeof type === "string") return type;
  return {
    type,
    refusesFaulty: ownTerm(form.form, "refuseFaulty") === true,
    pollingTimeMs: positive(ownTerm(form.form, "pollingTime")),
  };
}

/** The request for an address: all that a Form says, and what is filled in for this use of it. */
export function bacnetRequest(
  { type, ...terms }: Omit<BacnetRequest, keyof BacnetAddress | "reference">,
  href: string,
): BacnetRequest | string {
  const address = parseBacnetUri(href);
  if (typeof address === "string") return address;
  const { object, property = propertyId.presentValue, index } = address;
  return {
    ...address,
    ...terms,
    type: type ?? standardType(object.type, property),
    reference: { object, property, ...(index !== undefined && { index }) },
  };
}

/** Services by operation (W3C BACnet binding, "Default Operation Mappings"); that of an action is ours. */
const servicesOf: Readonly<Record<string, string>> = {
  readproperty: "ReadProperty",
  writeproperty: "WriteProperty",
  observeproperty: "SubscribeCOV",
  invokeaction: "WriteProperty",
};

const ownTerm = (form: object, name: string): unknown =>
  Object.hasOwn(form, `twb:${name}`) ? (form as Readonly<Record<string, unknown>>)[`twb:${name}`] : undefined;

const shortestPollingTimeMs = 10;

const positive = (value: unknown): number | undefined =>
  typeof value === "number" && value > 0 && Number.isFinite(value)
    ? Math.max(shortestPollingTimeMs, Math.round(value))
    : undefined;
