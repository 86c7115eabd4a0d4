// What has arrived need not be kept on this device any more.

import { forgetKey } from './kept.js'

const received = document.querySelector('[data-received]')
if (received) forgetKey(received.dataset.received.replaceAll('-', ''))
