import type { grant } from './directory'
import type { Kind, TYPES } from './registry'

export type Role = keyof typeof grant.fields.role.options

/** Whoever opens a matter's public page. Nobody is granted it: it is on no form, and `mayWrite` refuses such a grant. */
export const VILLAGER = 'villager'

/**
 * Which records: all of the role's places; those one entered, handles, or that were given to one's unit; those that were taken up to the
 * county, or wait for it.
 */
export type Reach = 'places' | 'own' | 'raised'

export interface Permit<M extends string = string> {
  readonly reads: Reach
  /** With names and what was told; without it a row shows type, place, dates and result. */
  readonly personal?: true | 'raised'
  readonly changes?: Reach
  readonly moves?: readonly M[] | 'all'
  readonly edits?: true
}

export interface Rights {
  readonly holdsRecords: boolean
  /** Counts of one's places. */
  readonly board: boolean
  readonly report: 'read' | 'write' | null
  readonly audit: boolean
  /** What a township's phones could not hand in: the dispatcher takes it over; an admin, who sees no cases, passes it on and 挂失s phones. */
  readonly unsent: 'takes' | 'passesOn' | null
  /** Tables to take away. Field roles have theirs on the phone; 以案定补 is for 司法所, and for a mediator the own cases of it. */
  readonly exports: readonly Export[]
  /** How the people of one's places sign in: one-time codes, phones, locks. Who grants what they may do is somebody else. */
  readonly accounts: boolean
  /** 投诉建议: reading and answering. */
  readonly complaints: boolean
  /** 个人信息请求 (查阅、复制、更正、删除): who takes one down and proposes; who else says yes to what cannot be undone. */
  readonly personalRequests: 'proposes' | 'approves' | null
}

export type Export = 'registers' | 'statistics' | 'subsidies' | 'ownSubsidies'

type MoveOf<K extends Kind> = keyof (typeof TYPES)[K]['moves'] & string
type Permits = { readonly [K in Kind]?: Permit<MoveOf<K>> }

const LOOKS = { reads: 'places' } as const
const KEEPS = { reads: 'places', changes: 'places', moves: 'all', edits: true } as const
/** Of kinds that show pictures: who writes them sees those there are, or would overwrite them unseen. */
const KEEPS_WHOLE = { ...KEEPS, personal: true } as const
const KEEPS_OWN = { reads: 'places', personal: true, changes: 'own', moves: 'all', edits: true } as const
const ONLY_OWN = { reads: 'own', personal: true, changes: 'own', moves: 'all', edits: true } as const

const CASE_WORK = [
  'register', 'settleOnSpot', 'failOnSpot', 'accept', 'mediate', 'inquire', 'close', 'extend', 'escalate', 'refer', 'referralTaken', 'referralReturned',
  'reportPolice', 'fulfil', 'followUp', 'applyCourt', 'courtDecided', 'archive', 'correct', 'withdraw',
] as const satisfies readonly MoveOf<'dispute'>[]

/** Receiving what villagers say, and seeing one's own part of it through. */
const LISTENING = [
  'register', 'answerOnSpot', 'answer', 'sign', 'handle', 'resolve', 'sendBack', 'askExtension', 'feedBack', 'rate', 'archive', 'becomeDispute',
  'reportPolice', 'correct', 'withdraw',
] as const satisfies readonly MoveOf<'matter'>[]

const DISPATCHING = [
  ...LISTENING, 'assign', 'reassign', 'urge', 'extend', 'refuseExtension', 'archiveUnrated', 'reopen', 'refer', 'merge', 'unmerge',
] as const satisfies readonly MoveOf<'matter'>[]

/** Role × kind. What is not written here is not allowed. */
export const ACTIONS: Readonly<Record<Role | typeof VILLAGER, Permits>> = {
  gridWorker: {
    dispute: { reads: 'places', personal: true, changes: 'own', moves: CASE_WORK, edits: true },
    matter: { reads: 'places', personal: true, changes: 'own', moves: LISTENING, edits: true },
    outreach: KEEPS_OWN, screening: KEEPS_OWN, work: KEEPS_OWN, confirmation: LOOKS, roster: LOOKS,
  },
  mediator: {
    dispute: { ...KEEPS, personal: true },
    matter: { reads: 'places', personal: true, changes: 'own', moves: LISTENING, edits: true },
    outreach: KEEPS_OWN, screening: KEEPS_OWN, work: KEEPS_OWN, confirmation: LOOKS, roster: LOOKS,
  },
  handler: {
    dispute: { reads: 'own', personal: true, changes: 'own', moves: CASE_WORK, edits: true },
    matter: { reads: 'own', personal: true, changes: 'own', moves: [...LISTENING, 'refer'], edits: true },
    outreach: ONLY_OWN, screening: ONLY_OWN, work: ONLY_OWN, confirmation: ONLY_OWN,
  },
  dispatcher: {
    dispute: {
      reads: 'places', personal: true, changes: 'places', edits: true,
      moves: [
        'register', 'settleOnSpot', 'failOnSpot', 'accept', 'decline', 'takeOver', 'sendDown', 'referralTaken', 'referralReturned', 'reportPolice', 'correct',
        'merge', 'unmerge', 'withdraw',
      ],
    },
    matter: { reads: 'places', personal: true, changes: 'places', moves: DISPATCHING, edits: true },
    outreach: KEEPS_WHOLE, screening: KEEPS_WHOLE, work: KEEPS_WHOLE, confirmation: KEEPS, roster: KEEPS,
  },
  judicial: {
    dispute: { ...KEEPS, personal: true },
    matter: { reads: 'places', personal: true },
    outreach: KEEPS_WHOLE, screening: KEEPS_WHOLE, work: KEEPS_WHOLE, confirmation: KEEPS, roster: KEEPS, template: KEEPS,
  },
  clerk: {
    dispute: LOOKS, matter: LOOKS, screening: LOOKS,
    outreach: KEEPS_WHOLE, work: KEEPS_WHOLE, confirmation: KEEPS, roster: KEEPS, template: KEEPS,
  },
  leader: {
    matter: { reads: 'places', changes: 'places', moves: ['urge', 'extend', 'refuseExtension', 'explain'] },
    dispute: LOOKS, outreach: LOOKS, screening: LOOKS, work: LOOKS, confirmation: LOOKS, roster: LOOKS,
  },
  countyCentre: {
    matter: { reads: 'places', changes: 'places', moves: ['urge'] },
    dispute: {
      reads: 'places', personal: 'raised', changes: 'raised', edits: true,
      moves: ['takeOver', 'sendDown', 'mediate', 'inquire', 'close', 'extend', 'refer', 'referralTaken', 'referralReturned', 'reportPolice', 'fulfil', 'followUp', 'applyCourt', 'courtDecided'],
    },
    outreach: LOOKS, screening: LOOKS, work: LOOKS, confirmation: LOOKS, roster: LOOKS, profile: KEEPS,
  },
  countyJudicial: {
    dispute: LOOKS, matter: LOOKS, outreach: LOOKS, screening: LOOKS, work: LOOKS, confirmation: LOOKS, roster: LOOKS, template: KEEPS,
    ownFigure: KEEPS, profile: KEEPS,
  },
  admin: { place: KEEPS, unit: KEEPS, person: KEEPS_WHOLE, option: KEEPS, setting: KEEPS, profile: KEEPS, roster: KEEPS },
  // Who grants roles sees no cases, and who administers cannot grant (三权分立).
  security: { grant: KEEPS },
  auditor: {},
  [VILLAGER]: { matter: { reads: 'places', changes: 'places', moves: ['rate'] } },
}

export const RIGHTS: Readonly<Record<Role, Rights>> = {
  gridWorker: { holdsRecords: true, board: true, report: null, audit: false, unsent: null, exports: [], accounts: false, complaints: false, personalRequests: null },
  mediator: { holdsRecords: true, board: true, report: null, audit: false, unsent: null, exports: ['registers', 'ownSubsidies'], accounts: false, complaints: false, personalRequests: null },
  handler: { holdsRecords: true, board: true, report: null, audit: false, unsent: null, exports: [], accounts: false, complaints: false, personalRequests: null },
  dispatcher: { holdsRecords: false, board: true, report: 'read', audit: false, unsent: 'takes', exports: ['registers', 'statistics'], accounts: false, complaints: false, personalRequests: null },
  judicial: { holdsRecords: false, board: true, report: 'write', audit: false, unsent: null, exports: ['registers', 'statistics', 'subsidies'], accounts: false, complaints: false, personalRequests: 'proposes' },
  clerk: { holdsRecords: false, board: true, report: 'write', audit: false, unsent: null, exports: ['registers', 'statistics'], accounts: false, complaints: false, personalRequests: null },
  leader: { holdsRecords: false, board: true, report: 'read', audit: false, unsent: null, exports: ['registers', 'statistics'], accounts: false, complaints: false, personalRequests: null },
  countyCentre: { holdsRecords: false, board: true, report: 'read', audit: false, unsent: null, exports: ['registers'], accounts: false, complaints: false, personalRequests: null },
  countyJudicial: { holdsRecords: false, board: true, report: 'read', audit: false, unsent: null, exports: ['registers', 'statistics', 'subsidies'], accounts: false, complaints: false, personalRequests: 'proposes' },
  admin: { holdsRecords: false, board: false, report: null, audit: false, unsent: 'passesOn', exports: [], accounts: true, complaints: true, personalRequests: null },
  security: { holdsRecords: false, board: false, report: null, audit: false, unsent: null, exports: [], accounts: false, complaints: false, personalRequests: 'approves' },
  auditor: { holdsRecords: false, board: false, report: null, audit: true, unsent: null, exports: [], accounts: false, complaints: false, personalRequests: null },
}

/** Moves that whoever did the work may not make: a villager is called back by somebody else. */
export const APART: { readonly [K in Kind]?: readonly MoveOf<K>[] } = { matter: ['rate'] }

/** Moves that are doing the work, whoever is named. */
export const DOING: { readonly [K in Kind]?: readonly MoveOf<K>[] } = { matter: ['handle', 'resolve'] }

/** Moves of whoever works at the level a record was raised to, or above it: nobody takes over what they sent up themselves. */
export const FROM_ABOVE: { readonly [K in Kind]?: { readonly moves: readonly MoveOf<K>[]; readonly to: keyof (typeof TYPES)[K]['fields'] & string } } = {
  dispute: { moves: ['takeOver', 'sendDown'], to: 'escalateTo' },
}
