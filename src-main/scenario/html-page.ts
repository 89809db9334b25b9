import { htmlStyle } from './html-style.ts'
import { Markup, markup } from './markup.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/**
 * One page that works by itself: no script, nothing fetched, so that it may be mailed, put on any server, and read under a
 * content security policy that forbids all but inline styles.
 */
export function htmlPage(title: string, body: Markup): string {
  const { text } = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(htmlStyle)}</style>
</head>
<body>
${body}</body>
</html>
`
  return text
}
