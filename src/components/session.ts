import { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { SignedIn } from '../client/client'
import { useIsOpen, useSession } from '../client/hooks'
import { askedParams } from './asked'
import type { Params } from './pageNames'
import { useParams } from './params'
import { leave } from './routes'

/**
 * Who is here; null while the program starts, and for nobody: then the sign-in page comes, and afterwards the page that was asked for.
 * Whoever left comes back to the home page.
 */
export function useSignedIn(): SignedIn | null {
  const session = useSession()
  const { path } = useRouter()
  const params = useParams()
  const wasIn = useRef(false)
  const asked = useRef<Params>({})
  useEffect(() => {
    asked.current = askedParams(path, params)
  })
  useEffect(() => {
    if (session.kind === 'signedIn') wasIn.current = true
    if (session.kind === 'signedOut') leave('signin', wasIn.current ? {} : asked.current)
  }, [session.kind])
  return session.kind === 'signedIn' ? session : null
}

/**
 * The same, and null also until what this phone holds has been read: a form begun before that would be empty and take the draft's place,
 * and a list would say that there is nothing.
 */
export function useOpened(): SignedIn | null {
  const session = useSignedIn()
  const isOpen = useIsOpen()
  // Opened anew, with other grants, it is the same person: a form under way stays.
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return wasOpen ? session : null
}
