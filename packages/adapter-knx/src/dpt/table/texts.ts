import type { DatapointType } from "../datapoint-type.js";
import { fixedText, openText } from "../text.js";

/** Types that are text: 4.xxx, 16.xxx, 24.xxx, 28.xxx and 234.xxx. */
export const textTypes: readonly DatapointType[] = [
  fixedText("4", "Character", 1, "iso-8859-1"),
  fixedText("4.001", "Character", 1, "us-ascii"),
  fixedText("4.002", "Character", 1, "iso-8859-1"),
  fixedText("16", "Text", 14, "iso-8859-1"),
  fixedText("16.000", "Text", 14, "us-ascii"),
  fixedText("16.001", "Text", 14, "iso-8859-1"),
  openText("24.001", "Text", "iso-8859-1"),
  openText("28.001", "Text", "utf-8"),
  fixedText("234.001", "Language (ISO 639-1)", 2, "us-ascii"),
];
