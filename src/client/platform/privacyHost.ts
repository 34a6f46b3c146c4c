/** What the listener says to WeChat. `agree` counts only with the id of the host's own button, which the person has tapped. */
export interface PrivacyWord {
  readonly event: 'exposureAuthorization' | 'agree' | 'disagree'
  readonly buttonId?: string
}

/** WeChat's part of asking for privacy. */
export interface PrivacyHost {
  /** From now on the program asks instead of WeChat; the call that wanted it waits for `say`. */
  onAsked(run: (referrer: string, say: (word: PrivacyWord) => void) => void): void
  /** WeChat's page with 用户隐私保护指引. */
  openContract(): void
}

/** Hosts that ask for nothing, or ask themselves. */
export function createPrivacyHost(): PrivacyHost {
  return { onAsked: () => undefined, openContract: () => undefined }
}

/** Asks before something that WeChat does not stop by itself in time; true: go on. */
export async function privacyAgreed(): Promise<boolean> {
  return true
}
