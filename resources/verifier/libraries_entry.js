import { etc, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2";
import { inflateSync } from "fflate";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

etc.sha512Sync = (...parts) => sha512(etc.concatBytes(...parts));
window.libraries = { inflateSync, prepareZXingModule, readBarcodes, verify };
