/** Messages WeChat sends for us. A host without them says so, and is not asked. */
export const canSubscribe: boolean = false

/** refused: the person said no; blocked: messages are off in WeChat's own settings for this mini-program. */
export type Subscribed =
  | { readonly kind: 'allowed'; readonly code: string }
  | { readonly kind: 'refused' | 'blocked' | 'failed' }

/** Asks for one message of a template; only right inside a tap. */
export async function askToSubscribe(_template: string): Promise<Subscribed> {
  return { kind: 'failed' }
}
