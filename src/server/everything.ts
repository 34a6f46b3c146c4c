/**
 * Reading versions without anybody's eyes: a named way past `Sight`, for what the server asks itself. Which files may import it, and no
 * others, stands in `.dependency-cruiser.cjs`; nothing read this way goes out to a person but as a number, or after `mayRead`.
 */
export interface Everything {
  readonly kind: 'everything'
  readonly why: Why
}

/** What it is read for. */
export type Why =
  /** An op is judged against what is there, whoever may see it. */
  | 'judging'
  /** Places, options, settings, people and grants: what the server itself works by. */
  | 'configuration'
  /** Numbers of a report, or of what is not shown. */
  | 'counting'
  /** Who is to be reminded of how many. */
  | 'reminding'
  /** Versions are made again, indexed again, erased or carried away sealed. */
  | 'upkeep'
  /** The villager's page: a code opens one record, without personal values. */
  | 'code'
  /** Somebody asks for their own data, or a record's time is over: found by name or by day, and told as a number and an id. */
  | 'request'
  /** Whether what somebody handed over may be opened. */
  | 'handover'

export function everything(why: Why): Everything {
  return { kind: 'everything', why }
}
