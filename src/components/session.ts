import { useEffect } from 'react'
import type { SignedIn } from '../client/client'
import { useSession } from '../client/hooks'
import { leave } from './routes'

/** Who is here; null while the program starts, and for nobody: then the sign-in page comes. */
export function useSignedIn(): SignedIn | null {
  const session = useSession()
  useEffect(() => {
    if (session.kind === 'signedOut') leave('signin')
  }, [session.kind])
  return session.kind === 'signedIn' ? session : null
}
