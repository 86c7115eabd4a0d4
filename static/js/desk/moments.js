/* Beside each instant of the desk: what it is by the clock of the person who reads, unless that is said already. */

import { language } from "./language.js";

const day = new Intl.DateTimeFormat(language, { dateStyle: "long" });
const clock = new Intl.DateTimeFormat(language, { timeStyle: "short", hourCycle: "h23" });

for (const time of document.querySelectorAll("time[data-moment]")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.valueOf())) tell(time, day.format(moment), clock.format(moment));
}

/* A line that grows moves what stands below it under somebody's hand: no more than is needed. */
function tell(time, ownDay, ownTime) {
  const said = time.textContent;
  const all = `${ownDay}, ${ownTime}`;
  if (!said.includes(all)) time.append(` (${time.dataset.moment}: ${said.includes(ownDay) ? ownTime : all})`);
}
