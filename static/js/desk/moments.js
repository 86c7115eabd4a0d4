/* Beside each instant of the desk: what it is by the clock of the person who reads. */

const format = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
  dateStyle: "long",
  timeStyle: "short",
  hourCycle: "h23",
});

for (const time of document.querySelectorAll("time[data-moment]")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.valueOf())) {
    time.append(` (${time.dataset.moment}: ${format.format(moment)})`);
  }
}
