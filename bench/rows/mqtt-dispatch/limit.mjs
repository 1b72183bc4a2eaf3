import { observeThings } from "./observers.mjs";

await observeThings(process.argv[2], 10);
