import { expect, test } from 'vitest'
import { markup, verbatim } from '../../src-main/scenario/markup.ts'

test('every text is escaped, pieces of markup are taken as they are, null is nothing', () => {
  const inner = markup`<b>${'<i>&"\''}</b>`
  expect(markup`<p title="${'a\n"b"'}">${inner}${null}${[inner, null]}${7}</p>`.text).toBe(
    '<p title="a&#10;&quot;b&quot;"><b>&lt;i&gt;&amp;&quot;&#39;</b><b>&lt;i&gt;&amp;&quot;&#39;</b>7</p>'
  )
})

test('a text that stands first or last is escaped too', () => {
  expect(markup`${'<'}x${'>'}`.text).toBe('&lt;x&gt;')
})

test('a text between tags keeps its quotes and lines', () => {
  expect(verbatim('{\n "a": "<&>"\n}').text).toBe('{\n "a": "&lt;&amp;&gt;"\n}')
})

test('what XML cannot say is left out: control characters and half of a pair', () => {
  expect(markup`${'a\u0000\u0007\u001b[31mb\ufffe'}`.text).toBe('a[31mb')
  expect(verbatim('a\ud800b').text).toBe('a\ufffdb')
  expect(verbatim('a\tb\r\n😀').text).toBe('a\tb\r\n😀')
})
