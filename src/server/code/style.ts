import { createHash } from 'node:crypto'

/** The tokens of src/styles/_theme.scss this page uses; test/server/code.test.ts holds the two equal. */
export const PAGE_TOKENS = {
  light: {
    paper: '#f7f6f2', card: '#ffffff', line: '#e3e1da', 'chip-line': '#d3d0c6', edge: '#828a87', ink: '#1f2a2e', ink2: '#56666b', accent: '#1e6b5c',
    'on-accent': '#ffffff', 'accent-soft': '#e3edea', waiting: '#875608', 'waiting-soft': '#f8f0df', attention: '#b23a2e', 'attention-soft': '#f8eae7',
  },
  dark: {
    paper: '#13181a', card: '#1c2325', line: '#30393c', 'chip-line': '#414b4e', edge: '#7c898c', ink: '#e9e7e1', ink2: '#a3b0b3', accent: '#7cc4b1',
    'on-accent': '#0d211c', 'accent-soft': '#203833', waiting: '#ddb062', 'waiting-soft': '#352c1b', attention: '#ee9a8c', 'attention-soft': '#3b2623',
  },
} as const

const declared = (tokens: Readonly<Record<string, string>>): string => Object.entries(tokens).map(([name, value]) => `--${name}:${value}`).join(';')

/** In rem throughout, so that the reader's own text size holds; large by itself, for those who hold a slip of paper beside it. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${declared(PAGE_TOKENS.light)}}
@media (prefers-color-scheme:dark){:root{${declared(PAGE_TOKENS.dark)}}}
*{box-sizing:border-box}
html{font-size:112.5%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,footer,.demo{max-width:36rem;margin:0 auto;padding:0 1rem}
main{padding-top:1.25rem}
.demo{background:var(--waiting-soft);color:var(--waiting);padding:.375rem 1rem;font-size:.9375rem;max-width:none;text-align:center}
.where{color:var(--ink2);margin:0}
h1{font-size:1.5rem;line-height:1.35;font-weight:600;margin:.125rem 0 .75rem}
h2{font-size:1.0625rem;font-weight:600;margin:1.5rem 0 .5rem}
p{margin:0 0 .5rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem;margin:0 0 .75rem}
.card>:last-child{margin-bottom:0}
.state{font-size:1.25rem;line-height:1.5;font-weight:600;margin:0}
.pairs{display:grid;grid-template-columns:auto 1fr;gap:.375rem 1rem;margin:.75rem 0 0}
.pairs dt{color:var(--ink2)}
.pairs dd{margin:0}
.late{color:var(--attention);font-weight:600}
ol.path{list-style:none;margin:0;padding:0}
ol.path li{position:relative;display:grid;grid-template-columns:3em 1fr;gap:0 .75rem;padding:0 0 1.125rem 2rem}
ol.path li:last-child{padding-bottom:0}
ol.path li::before{content:"";position:absolute;left:0;top:.3em;width:1.125rem;height:1.125rem;border-radius:50%;border:2px solid var(--edge);background:var(--card)}
ol.path li.done::before{border-color:var(--accent);background:var(--accent)}
ol.path li.done::after{content:"";position:absolute;left:.3125rem;top:.55em;width:.5rem;height:.25rem;border-left:2px solid var(--on-accent);border-bottom:2px solid var(--on-accent);transform:rotate(-45deg)}
ol.path li.now::before{border-color:var(--waiting);border-width:4px}
ol.path .line{position:absolute;left:.5rem;top:1.6rem;bottom:-.15rem;width:2px;background:var(--line)}
ol.path li:last-child>.line{display:none}
.step{font-weight:600}
.later .step{color:var(--ink2);font-weight:400}
.took{color:var(--ink2);display:flex;flex-wrap:wrap;gap:0 .75rem}
.took span,.code{white-space:nowrap}
.code{display:block}
form{margin:0}
fieldset{border:0;margin:0;padding:0}
legend{padding:0;font-weight:600;font-size:1.25rem;margin-bottom:.5rem}
.choices{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem}
button,input{font:inherit;color:inherit}
button{min-height:3.75rem;border-radius:12px;border:1px solid var(--chip-line);background:var(--card);font-weight:600;padding:.25rem;cursor:pointer}
button.first{background:var(--accent);border-color:var(--accent);color:var(--on-accent);width:100%;margin-top:.75rem}
input{width:100%;min-height:3.25rem;border:1px solid var(--edge);border-radius:8px;background:var(--card);padding:.25rem .75rem;letter-spacing:.06em}
a{color:var(--accent)}
a.call,a.write{display:flex;align-items:center;min-height:3.25rem;margin:-.375rem 0;font-weight:600}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.told{border-radius:12px;padding:.75rem 1rem;margin:0 0 .75rem;background:var(--accent-soft)}
.refused{background:var(--attention-soft)}
form+.note{margin-top:.75rem}
.note,footer{color:var(--ink2);font-size:.9375rem}
footer{padding-top:1rem;padding-bottom:2rem}
footer p{margin:0}
@media (max-width:22rem){.choices{grid-template-columns:1fr}}
@media print{body{background:#fff;color:#000}form,.demo{display:none}}
`

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64')

/** Nothing runs, nothing is fetched, nobody frames it; its own style is known by its hash, and its form goes back to this server only. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
