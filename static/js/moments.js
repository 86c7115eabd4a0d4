// Beside a deadline: what it is by the clock of the person who reads.

const language = document.documentElement.lang
// Days before months, as everywhere on the page.
const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
  dateStyle: 'long',
  timeStyle: 'short',
  hourCycle: 'h23'
})

for (const time of document.querySelectorAll('time[data-moment], time[data-local]')) {
  const moment = new Date(time.dateTime)
  if (Number.isNaN(moment.valueOf())) continue
  const { moment: within, local } = time.dataset
  time.append(local ? `${local} ${format.format(moment)}` : ` (${within}: ${format.format(moment)})`)
}
