import { CODE_PATH, groupedCode } from '../../core/codeWire'
import { RATINGS } from '../../domain/matterCodes'
import type { Complaints, Progress, Step } from './progress'
import { PAGE_STYLE } from './style'

/** What every page carries, whatever it says. */
export interface Frame {
  readonly demo: boolean
  readonly sponsor: string
  readonly filing: string
  readonly complaints: Complaints
  /** Path of the program's own 投诉建议; null where the server runs without it. */
  readonly feedback: string | null
}

/** A page for the villager: plain HTML that reads without script, style or network after it came. */
export function progressPage(frame: Frame, code: string, progress: Progress, refusal: string | null): string {
  const { title, township, now, path, due, rating } = progress
  return whole(frame, title, [
    township === '' ? '' : `<p class="where">${text(township)}</p>`,
    `<h1>${text(title)}</h1>`,
    refusal === null ? '' : `<p class="told refused" role="alert">${text(refusal)}</p>`,
    rating.kind === 'given' ? `<p class="told">${rating.byCall ? '回访时您说' : '您评的是'}“${text(rating.say)}”。${text(rating.next ?? '谢谢您。')}</p>` : '',
    '<section class="card">',
    `<p class="state">${text(now)}</p>`,
    due === null ? '' : `<dl class="pairs"><dt>办理期限</dt><dd${due.late ? ' class="late"' : ''}>${text(due.text)}</dd></dl>`,
    '</section>',
    rating.kind === 'asked' ? ratingForm(code) : '',
    '<h2>办到哪一步</h2>',
    `<section class="card"><ol class="path">${path.map(stepItem).join('')}</ol></section>`,
    complaintPart(frame),
    `<p class="note">这一页只看得到办到哪一步，没有姓名，也没有说的内容。<span class="code">码 ${groupedCode(code)}</span></p>`,
  ])
}

/** For a code that leads nowhere: the same bytes whether it never was, was ended, or its record may not be shown. */
export function unknownPage(frame: Frame): string {
  return whole(frame, '没有找到', [
    '<h1>没有找到这个码</h1>',
    '<p class="told refused" role="alert">请看看有没有输错一位。纸条上的码换过的，请问问给您纸条的人。</p>',
    codeForm(),
    complaintPart(frame),
  ])
}

/** Where a code from a slip is typed. */
export function typingPage(frame: Frame): string {
  return whole(frame, '查办理进度', ['<h1>查办理进度</h1>', codeForm(), complaintPart(frame)])
}

/** A request that could not be answered at all. */
export function troublePage(frame: Frame, title: string, say: string): string {
  return whole(frame, title, [`<h1>${text(title)}</h1>`, `<p class="told refused" role="alert">${text(say)}</p>`, complaintPart(frame)])
}

function ratingForm(code: string): string {
  const buttons = Object.entries(RATINGS).map(([value, { label }]) => `<button name="rating" value="${value}">${text(label)}</button>`)
  return `<section class="card"><form method="post" action="${CODE_PATH}${code}"><fieldset><legend>办得怎么样，您评一评</legend>`
    + `<div class="choices">${buttons.join('')}</div></fieldset></form><p class="note">点一下就算评了，只能评一次，不记是谁评的。</p></section>`
}

function codeForm(): string {
  return `<section class="card"><form method="post" action="${CODE_PATH}"><label for="code">纸条上的码</label>`
    + '<input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60" required>'
    + '<button class="first">看看办到哪一步</button></form><p class="note">大小写、空格和横线都不要紧。</p></section>'
}

function stepItem({ text: word, state, day, took }: Step): string {
  const when = [day, took].flatMap((part) => (part === null ? [] : [`<span>${text(part)}</span>`]))
  return `<li class="${state}"${state === 'now' ? ' aria-current="step"' : ''}><span class="line"></span><span class="step">${text(word)}</span><span class="took">${when.join('')}</span></li>`
}

function complaintPart({ complaints: { phone, link }, feedback }: Frame): string {
  const dial = phone.replace(/[^\d+]/g, '')
  const ways = [
    phone === '' ? '' : dial === '' ? `<p>${text(phone)}</p>` : `<a class="call" href="tel:${dial}">打电话 ${text(phone)}</a>`,
    link === null ? '' : `<a class="write" href="${text(link)}" rel="noreferrer noopener">网上投诉建议</a>`,
    link === null && feedback !== null ? `<a class="write" href="${text(feedback)}" rel="noreferrer">在网上写给我们</a>` : '',
  ].join('')
  return `<h2>投诉建议</h2><section class="card">${ways === '' ? '<p>可以到乡镇综治中心当面说。</p>' : ways}</section>`
}

function whole({ demo, sponsor, filing }: Frame, title: string, parts: readonly string[]): string {
  const about = [sponsor === '' ? '' : `主办单位 ${sponsor}`, filing === '' ? '' : `备案编号 ${filing}`].filter((line) => line !== '')
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow">`
    + `<meta name="referrer" content="no-referrer"><meta name="format-detection" content="telephone=no"><title>${text(title)} · 说事簿</title><style>${PAGE_STYLE}</style></head><body>`
    + `${demo ? '<div class="demo">演示数据，人和事都是编的</div>' : ''}<main>${parts.join('')}</main>`
    + `<footer>${[...about, '说事簿'].map((line) => `<p>${text(line)}</p>`).join('')}</footer></body></html>\n`
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}
const ESCAPES: Readonly<Record<string, string | undefined>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
