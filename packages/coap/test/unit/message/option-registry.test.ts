import { describe, expect, it } from "vitest";
import { isNoCacheKey, isRecognized, OptionNumber, optionDefinition, optionDefinitions } from "../../../src/index.js";

describe("The option registry", () => {
  it("derives critical and unsafe from the number, as the table of RFC 7252 §5.10 has them", () => {
    const flags = (number: number) => {
      const { critical, unsafe, repeatable } = optionDefinition(number)!;
      return `${critical ? "C" : ""}${unsafe ? "U" : ""}${isNoCacheKey(number) ? "N" : ""}${repeatable ? "R" : ""}`;
    };
    expect(flags(OptionNumber.IfMatch)).toBe("CR");
    expect(flags(OptionNumber.UriHost)).toBe("CU");
    expect(flags(OptionNumber.ETag)).toBe("R");
    expect(flags(OptionNumber.IfNoneMatch)).toBe("C");
    expect(flags(OptionNumber.Observe)).toBe("U");
    expect(flags(OptionNumber.UriPort)).toBe("CU");
    expect(flags(OptionNumber.LocationPath)).toBe("R");
    expect(flags(OptionNumber.UriPath)).toBe("CUR");
    expect(flags(OptionNumber.ContentFormat)).toBe("");
    expect(flags(OptionNumber.MaxAge)).toBe("U");
    expect(flags(OptionNumber.UriQuery)).toBe("CUR");
    expect(flags(OptionNumber.Accept)).toBe("C");
    expect(flags(OptionNumber.Block2)).toBe("CU");
    expect(flags(OptionNumber.Block1)).toBe("CU");
    expect(flags(OptionNumber.Size2)).toBe("N");
    expect(flags(OptionNumber.ProxyUri)).toBe("CU");
    expect(flags(OptionNumber.Size1)).toBe("N");
    expect(flags(OptionNumber.NoResponse)).toBe("U");
  });

  it("names every number once", () => {
    expect(new Set(optionDefinitions.map(({ number }) => number)).size).toBe(Object.keys(OptionNumber).length);
    expect(optionDefinitions.length).toBe(Object.keys(OptionNumber).length);
  });

  it("recognizes known numbers of fitting length, and repeats where they are allowed", () => {
    expect(isRecognized(OptionNumber.UriPath, 255, OptionNumber.UriPath)).toBe(true);
    expect(isRecognized(OptionNumber.UriPath, 256, 0)).toBe(false);
    expect(isRecognized(OptionNumber.Accept, 2, 0)).toBe(true);
    expect(isRecognized(OptionNumber.Accept, 2, OptionNumber.Accept)).toBe(false);
    expect(isRecognized(OptionNumber.Accept, 3, 0)).toBe(false);
    expect(isRecognized(OptionNumber.ETag, 0, 0)).toBe(false);
    expect(isRecognized(9999, 0, 0)).toBe(false);
    expect(optionDefinition(9999)).toBeUndefined();
  });
});
