/* Under each moment that is typed in UTC: what it is in the region, and by the clock of who types. */

import { language } from "./language.js";

const standing = document.querySelector("[data-zones]");
const zones = (standing?.dataset.zones ?? "").split(";").filter(Boolean).map((zone) => zone.split("="));

function shown(moment, timeZone) {
  const options = { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone };
  return new Intl.DateTimeFormat(language, options).format(moment);
}

/* As "2026-07-01" and "9:30" or "09:30:00"; what else is typed is no Date. */
function momentOf(day, time) {
  return new Date(`${day.trim()}T${time.trim().replace(/^(\d):/, "0$1:")}Z`);
}

function elsewhere(moment) {
  const places = new Map();
  for (const [name, zone] of [...zones, [standing.dataset.yourTime, undefined]]) {
    const time = shown(moment, zone);
    places.set(time, [...(places.get(time) ?? []), name]);
  }
  return [...places].map(([time, names]) => `${time} (${names.join(", ")})`).join("; ");
}

for (const field of document.querySelectorAll("p.datetime")) {
  const [day, time] = field.querySelectorAll("input");
  const output = document.createElement("output");
  output.className = "typed-moment";
  field.after(output);
  const tell = () => {
    const moment = momentOf(day.value, time.value);
    output.value = Number.isNaN(moment.valueOf()) ? "" : elsewhere(moment);
  };
  /* The buttons for "today" and "now" write without an event, but then move the focus here. */
  for (const event of ["input", "change", "focusin"]) field.addEventListener(event, tell);
  tell();
}
