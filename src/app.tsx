import { useEffect, useState, type PropsWithChildren } from 'react'
import { createClient } from './client/client'
import { ClientProvider } from './client/hooks'
import { forgetShown } from './client/platform/photos'
import { createPlatform } from './client/platform/platform'
import { keepProgram } from './client/platform/program'
import { ScaleProvider } from './components/scale'
import './app.scss'

/** The composition root of the client: platform → client → screens. */
export default function App({ children }: PropsWithChildren) {
  const [client] = useState(() => createClient(createPlatform()))
  useEffect(() => {
    keepProgram()
    void forgetShown()
    void client.start()
    // A picture that was being looked at stands in the open until its screen goes: it goes with its person too.
    return client.session.subscribe(({ kind }) => {
      if (kind === 'signedOut') void forgetShown()
    })
  }, [client])
  return <ClientProvider value={client}><ScaleProvider>{children}</ScaleProvider></ClientProvider>
}
