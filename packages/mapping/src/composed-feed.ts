import type { Conversion, ConversionContext } from "./conversion/conversion.js";

/**
 * `conversion` of an entry in the property `owner`, for a value of any of the properties that it is composed of: it says
 * nothing until all of them have one.
 */
export function composedConversion(conversion: Conversion, owner: string, others: readonly string[]): Conversion {
  return {
    ...conversion,
    isDeclared: false,
    read(_, context) {
      const vendor = latestOf(owner, context);
      if (vendor === undefined || others.some((name) => latestOf(name, context) === undefined)) return undefined;
      return conversion.read(vendor, { ...context, vendor });
    },
  };
}

const latestOf = (name: string, { vendors }: ConversionContext): unknown => vendors?.get(name);
