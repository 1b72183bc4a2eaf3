import { effectiveForms, type FormHolder, type ThingDescription } from "@thingwright/td";
import { coapAddress } from "../wire/coap/coap-request.js";

const owners = [
  ["property", "properties"],
  ["action", "actions"],
  ["event", "events"],
] as const satisfies readonly (readonly [FormHolder, keyof ThingDescription])[];

/** Where the first Form over CoAP leads, without a path: `coap://192.0.2.7:5683`. */
export function coapServer(thing: ThingDescription): string | undefined {
  const forms = [
    ...effectiveForms(thing, "thing"),
    ...owners.flatMap(([owner, members]) =>
      Object.keys(thing[members] ?? {}).flatMap((name) => effectiveForms(thing, owner, name)),
    ),
  ];
  const href = forms.map((form) => form.href).find((each) => coapAddress(each) !== undefined);
  return href === undefined ? undefined : /^coap:\/\/[^/?#]*/i.exec(href)?.[0];
}
