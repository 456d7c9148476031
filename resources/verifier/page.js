// The screen: the ways a code comes in, the verdicts, and how old the lists are.
const OLD_AFTER_DAYS = 60;
const LONGEST_SIDE = 2600;
const LOOK_EVERY_MS = 150;
const TONES = { valid: "good", annulled: "bad", replaced: "bad", altered: "bad", unknown_issuer: "warn", unreadable: "warn" };
const SIGNS = { good: "M5 13l4 4L19 7", warn: "M12 6v8M12 18v.5", bad: "M6 6l12 12M18 6L6 18" };
const READING = { formats: ["QRCode"], tryHarder: true, tryDownscale: true, textMode: "Plain" };

const facts = JSON.parse(document.getElementById("facts").textContent);
const [asking, results, text, trouble, video] = ["asking", "results", "text", "trouble", "video"].map((id) => document.getElementById(id));
const canvas = document.createElement("canvas");
let words = facts.words[facts.language];
let shown = [];
let stream = null;

libraries.prepareZXingModule({ overrides: { wasmBinary: unfolded(facts.reader) } });

function unfolded(base64) {
  return libraries.inflateSync(bytesOf(base64)).buffer;
}

function element(name, content, className) {
  const made = document.createElement(name);
  if (content !== undefined) made.textContent = content;
  if (className) made.className = className;
  return made;
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

function dayText(iso) {
  return iso.split("-").reverse().join(".");
}

function isOld(iso) {
  return Date.now() - Date.parse(iso) > OLD_AFTER_DAYS * DAY_MS;
}

function speak(language) {
  words = facts.words[language];
  document.documentElement.lang = language.replace("_", "-");
  document.title = words.title;
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = words[part.dataset.word];
  document.getElementById("language").setAttribute("aria-label", words.language);
  document.getElementById("made").textContent = filled(words.made, { day: dayText(facts.made_on), centre: facts.centre });
  document.getElementById("lists").replaceChildren(...Object.values(facts.withdrawn).map(listLine));
  trouble.hidden = true;
  show(shown);
}

function listLine(list) {
  if (!list.as_of) return element("li", filled(words.no_list, list), "late");
  return element("li", filled(words.as_of, { name: list.name, day: dayText(list.as_of) }), isOld(list.as_of) ? "late" : "");
}

function show(found) {
  shown = found;
  results.replaceChildren(...found.map(card));
}

function card(found) {
  const tone = TONES[found.finding];
  const made = element("article", undefined, `card ${tone}`);
  const verdict = element("div", undefined, "verdict");
  verdict.dataset.finding = found.finding;
  verdict.append(sign(SIGNS[tone]), element("b", words[found.finding]));
  made.append(verdict, element("p", filled(words[`${found.finding}_sentence`], { number: found.replacedBy })));
  if (found.claims) made.append(...age(found), fields(found.claims));
  return made;
}

function age({ finding, asOf }) {
  if (finding !== "valid") return [];
  if (!asOf) return [element("p", words.age_unknown, "late")];
  return [element("p", filled(isOld(asOf) ? words.age_old : words.age, { day: dayText(asOf) }), isOld(asOf) ? "late" : "")];
}

function fields(claims) {
  const list = element("dl");
  const period = `${dayText(claims.start)} – ${dayText(claims.end)}`;
  const values = { ...claims, dates: period, issued: dayText(claims.issued) };
  for (const name of ["number", "name", "course", "hours", "dates", "issued", "centre"]) {
    list.append(element("dt", words[`field_${name}`]), element("dd", values[name]));
  }
  return list;
}

function sign(path) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  for (const [name, value] of [["fill", "none"], ["stroke", "currentColor"], ["stroke-width", "3"], ["stroke-linecap", "round"]]) made.setAttribute(name, value);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

function tell(sentence) {
  trouble.textContent = sentence;
  trouble.hidden = false;
}

function conclude(texts) {
  trouble.hidden = true;
  show(texts.map((one) => checked(one, facts)));
  results.scrollIntoView({ block: "start", behavior: "smooth" });
}

async function codesIn(source, width, height) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  drawing.drawImage(source, 0, 0, canvas.width, canvas.height);
  const pixels = drawing.getImageData(0, 0, canvas.width, canvas.height);
  return (await libraries.readBarcodes(pixels, READING)).map((code) => code.text);
}

async function readPhotos(files) {
  show([]);
  const texts = [];
  for (const file of files) {
    try {
      const picture = await createImageBitmap(file);
      texts.push(...(await codesIn(picture, picture.width, picture.height)));
    } catch (error) {
      return tell(words.no_picture);
    }
  }
  return texts.length ? conclude(texts) : tell(words.no_code);
}

async function scan() {
  show([]);
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
  } catch (error) {
    return tell(words.no_camera);
  }
  trouble.hidden = true;
  video.srcObject = stream;
  document.getElementById("camera").hidden = false;
  document.getElementById("ways").hidden = true;
  await video.play();
  look();
}

async function look() {
  if (!stream) return;
  const texts = video.videoWidth ? await codesIn(video, video.videoWidth, video.videoHeight) : [];
  if (!stream) return;
  if (texts.length) {
    stop();
    conclude(texts);
  } else setTimeout(look, LOOK_EVERY_MS);
}

function stop() {
  for (const track of stream ? stream.getTracks() : []) track.stop();
  stream = null;
  video.srcObject = null;
  document.getElementById("camera").hidden = true;
  document.getElementById("ways").hidden = false;
}

function begin() {
  const chooser = document.getElementById("language");
  for (const [code, title] of Object.entries(facts.languages)) {
    const option = element("option", title);
    option.value = code;
    chooser.append(option);
  }
  const own = (navigator.language || "").slice(0, 2);
  chooser.value = ["ru", "en"].includes(own) ? own : facts.language;
  chooser.addEventListener("change", () => speak(chooser.value));
  document.getElementById("scan").addEventListener("click", scan);
  document.getElementById("stop").addEventListener("click", stop);
  document.getElementById("photo").addEventListener("change", (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    readPhotos(files);
  });
  document.getElementById("typed").addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) conclude([text.value]);
  });
  asking.addEventListener("dragover", (event) => event.preventDefault());
  asking.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) readPhotos([...event.dataTransfer.files]);
  });
  speak(chooser.value);
}

begin();
