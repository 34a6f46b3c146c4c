/** GET /api/about: for the sign-in and about pages, without signing in. */
export interface About {
  readonly mode: 'demo' | 'county'
  /** Only in the demo. */
  readonly demoAccounts?: readonly DemoAccount[]
  /** 主办单位; empty until the county sets it. */
  readonly sponsor?: string
  /** 备案编号. */
  readonly filing?: string
  readonly version?: string
  readonly helpPhone?: string
  readonly complaintPhone?: string
  /** The county's own words; empty: the program's. */
  readonly privacy?: string
  /** Nobody administers here yet: the first two are set up with the secret the server printed. */
  readonly fresh?: boolean
}
export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly label: string
}
