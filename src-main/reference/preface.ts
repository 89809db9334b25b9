/** What the reference begins with. */

export const title = 'Aside: Chat API v2'

export const about = [
  'Aside rehearses contact-centre chat consults on one computer and speaks the published Chat API, so that real clients work against it.',
  'Every answer has `statusCode`: 0 is success, and everything that fails later is acknowledged first. ' +
    'On failure there is nothing but `statusCode` and `statusMessage`.',
  'What the published page is silent about we decided. Such a decision is called a ruling (R1 to R22) and is ours, never the product\'s; ' +
    'most have a switch in the scenario\'s `settings`.',
  'Two dialects: `classic` is the published page to the letter, `extended` (the default) is a superset of it. ' +
    'A property that only `extended` has says so. A room speaks one of them, and a session may choose.',
  'A body has at most 1 MiB. Properties that are not known are ignored. Times are the room\'s own.'
].join('\n\n')
