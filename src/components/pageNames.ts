/** Pages beside the tabs. Board, report and admin pages live in packages of their own. */
export const PAGES = {
  signin: 'pages/signin/index',
  quick: 'pages/quick/index',
  edit: 'pages/edit/index',
  record: 'pages/record/index',
  records: 'pages/records/index',
  attention: 'pages/attention/index',
  feedback: 'pages/feedback/index',
  about: 'pages/about/index',
  township: 'pages/township/index',
  sync: 'pages/sync/index',
  handover: 'pages/handover/index',
  devices: 'pages/devices/index',
  reports: 'pages/report/list/index',
  report: 'pages/report/index',
  frozen: 'pages/report/frozen/index',
  ownFigures: 'pages/report/figures/index',
  exports: 'pages/exports/index',
  imports: 'pages/imports/index',
  submission: 'pages/submission/index',
  papers: 'pages/papers/index',
  paperBound: 'pages/papers/bound/index',
  paperForms: 'pages/papers/forms/index',
  merge: 'pages/merge/index',
  code: 'pages/code/index',
  todo: 'pages/todo/index',
  round: 'pages/round/index',
  reportEdit: 'pages/report/edit/index',
  account: 'pages/admin/account/index',
  places: 'pages/admin/places/index',
  units: 'pages/admin/units/index',
  people: 'pages/admin/people/index',
  grants: 'pages/admin/grants/index',
  newPassword: 'pages/admin/password/index',
  bootstrap: 'pages/admin/bootstrap/index',
  start: 'pages/admin/start/index',
  settings: 'pages/admin/settings/index',
  setting: 'pages/admin/settings/one/index',
  holidays: 'pages/admin/settings/holidays/index',
  options: 'pages/admin/options/index',
  optionField: 'pages/admin/options/field/index',
  complaints: 'pages/admin/complaints/index',
  trail: 'pages/admin/trail/index',
  requests: 'pages/admin/requests/index',
  inventory: 'pages/admin/inventory/index',
} as const
export type PageName = keyof typeof PAGES
export type Params = Readonly<Record<string, string>>

/** How the router is told of a page. */
export function addressOf(page: PageName, params: Params): string {
  return `/${PAGES[page]}${query(params)}`
}

/** Whether a path, without its leading slash, is one of these pages. */
export function pageAt(path: string): boolean {
  return Object.values<string>(PAGES).includes(path)
}

/** With its question mark; empty without parameters. */
export function query(params: Params): string {
  const parts = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
