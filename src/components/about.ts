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
}
export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly label: string
}
