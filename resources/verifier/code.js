// What a code says: the same rules as desktop_app/certificates (cose.py, payload.py, signature.py) and
// desktop_app/verification (checking.py, scanner.py). Both are tried on the same codes.
"use strict";

const PREFIX = "MHR1:";
const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MOST_BYTES = 4096;
const MOST_LETTERS = 4296;
const DAY_MS = 86400000;
const utf8 = new TextEncoder();

/** The verdict on a text that was scanned, photographed or typed; `facts` are the keys and lists of the page. */
function checked(text, facts) {
  const code = scannedCode(text, facts.keyboard);
  if (!code) return withdrawnNumber(text.trim(), facts) || { finding: "unreadable" };
  let message;
  try {
    message = takenApart(code);
  } catch (error) {
    return { finding: "unreadable" };
  }
  const key = facts.keys[hex(message.kid)];
  if (!key) return { finding: "unknown_issuer" };
  let claims;
  try {
    if (!libraries.verify(message.signature, signedBytes(message), bytesOf(key.public))) return { finding: "altered" };
    claims = unpacked(message.payload, bytesOf(facts.dictionary));
  } catch (error) {
    return { finding: "altered" };
  }
  const list = facts.withdrawn[key.centre];
  const entry = list.numbers[claims.number];
  const finding = entry === undefined ? "valid" : entry ? "replaced" : "annulled";
  return { finding, claims, replacedBy: entry || "", asOf: list.as_of };
}

/** A number alone proves nothing, but a withdrawn one may be told at once. */
function withdrawnNumber(text, facts) {
  for (const list of Object.values(facts.withdrawn)) {
    const entry = list.numbers[text] ?? list.numbers[text.toUpperCase()];
    if (entry !== undefined) return { finding: entry ? "replaced" : "annulled", replacedBy: entry, asOf: list.as_of };
  }
  return null;
}

function scannedCode(text, [cyrillic, latin]) {
  const line = text.replace(/[\r\n\t]/g, "").trim();
  const keys = [...line.toUpperCase()].map((letter) => latin[cyrillic.indexOf(letter)] ?? letter).join("");
  return [line, line.toUpperCase(), keys].find((spelling) => spelling.startsWith(PREFIX)) || "";
}

function takenApart(code) {
  if (code.length > MOST_LETTERS) throw new Error("too long");
  const raw = fromBase45(code.slice(PREFIX.length));
  const reader = new Reader(raw);
  reader.expect(0xd2, 0x84);
  const header = new Reader(reader.bytes());
  reader.expect(0xa0);
  const payload = reader.bytes();
  const signature = reader.bytes();
  reader.end();
  header.expect(0xa2, 0x01, 0x27, 0x04);
  const kid = header.bytes();
  header.end();
  return { header: header.raw, kid, payload, signature };
}

function signedBytes({ header, payload }) {
  const head = [0x84, ...written(0x60, utf8.encode("Signature1")), ...written(0x40, header)];
  return Uint8Array.from([...head, ...written(0x40, utf8.encode("MHR1")), ...written(0x40, payload)]);
}

function unpacked(payload, dictionary) {
  let plain = payload.subarray(1);
  if (payload[0] === 1) plain = libraries.inflateSync(plain, { dictionary, out: new Uint8Array(MOST_BYTES) });
  else if (payload[0] !== 0) throw new Error("written in a way that this page does not know");
  const reader = new Reader(plain);
  const map = reader.map();
  reader.end();
  const day = (key) => new Date(map[key] * DAY_MS).toISOString().slice(0, 10);
  return {
    number: map[1], name: map[2], course: map[3], hours: map[4], start: day(5), end: day(6), issued: day(7), centre: map[8],
  };
}

function fromBase45(text) {
  const raw = [];
  for (let start = 0; start < text.length; start += 3) {
    const values = [...text.slice(start, start + 3)].map((letter) => BASE45.indexOf(letter));
    const number = values.reduceRight((sum, value) => sum * 45 + value, 0);
    const size = values.length - 1;
    if (values.includes(-1) || !size || number >= 256 ** size) throw new Error("no base45");
    raw.push(...(size === 2 ? [number >> 8, number & 255] : [number]));
  }
  return Uint8Array.from(raw);
}

function written(kind, bytes) {
  const size = bytes.length;
  const head = size < 24 ? [kind | size] : size < 256 ? [kind | 24, size] : [kind | 25, size >> 8, size & 255];
  return [...head, ...bytes];
}

function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** As much of CBOR as a certificate uses, in its shortest spelling only. */
class Reader {
  constructor(raw) {
    this.raw = raw;
    this.at = 0;
  }

  expect(...bytes) {
    for (const byte of bytes) if (this.raw[this.at++] !== byte) throw new Error("another spelling");
  }

  end() {
    if (this.at !== this.raw.length) throw new Error("something follows");
  }

  head() {
    const first = this.raw[this.at++];
    const kind = first >> 5;
    let size = first & 31;
    if (size < 24) return [kind, size];
    const width = { 24: 1, 25: 2, 26: 4 }[size];
    if (!width || this.at + width > this.raw.length) throw new Error("torn off");
    size = 0;
    for (let byte = 0; byte < width; byte++) size = size * 256 + this.raw[this.at++];
    if (size < { 1: 24, 2: 256, 4: 65536 }[width]) throw new Error("not the shortest");
    return [kind, size];
  }

  piece(wanted) {
    const [kind, size] = this.head();
    if (kind !== wanted || this.at + size > this.raw.length) throw new Error("torn off, or of another kind");
    this.at += size;
    return this.raw.subarray(this.at - size, this.at);
  }

  bytes() {
    return this.piece(2);
  }

  value() {
    const kind = this.raw[this.at] >> 5;
    if (kind === 3) return new TextDecoder("utf-8", { fatal: true }).decode(this.piece(3));
    const [, size] = this.head();
    if (kind > 1) throw new Error("of another kind");
    return kind ? -1 - size : size;
  }

  map() {
    const [kind, count] = this.head();
    if (kind !== 5 || count !== 8) throw new Error("not the expected map");
    const map = {};
    for (let entry = 0; entry < count; entry++) map[this.value()] = this.value();
    return map;
  }
}
