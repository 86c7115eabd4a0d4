// What has arrived need not be kept on this device any more.

import { forgetKey } from './kept.js'

const received = document.querySelector('[data-received]')
const saved = document.querySelector('[data-saved]')
if (saved) forgetKey(saved.dataset.saved)
if (received) forgetKey(received.dataset.received.replaceAll('-', ''))
