import { bindingContract } from "../src/index.js";
import { wrong } from "./wrong-bindings.js";

bindingContract({ ...wrong(), name: "memory without faults" });
