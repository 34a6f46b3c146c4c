/** Reminders through WeChat: what the phone asks and tells. What is due itself never travels this way. */

/** GET /api/remind */
export interface RemindState {
  /** The template to ask for; null: the county has not set reminders up. */
  readonly template: string | null
  /** Messages the person has allowed and not had yet. */
  readonly allowed: number
}

/** POST /api/remind: the person allowed one message; `code` is that of `wx.login`. Answers the new state. */
export interface RemindAllowed {
  readonly code: string
}
