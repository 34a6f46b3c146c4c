import './client/platform/engine'
import { usePageNotFound } from '@tarojs/taro'
import { useEffect, useState, type PropsWithChildren } from 'react'
import { createClient } from './client/client'
import { ClientProvider } from './client/hooks'
import { createHost } from './client/host'
import { HostProvider } from './client/hostHooks'
import { forgetShown } from './client/platform/photos'
import { createPlatform } from './client/platform/platform'
import { createPrivacyHost } from './client/platform/privacyHost'
import { createProgram } from './client/platform/program'
import { isSomethingOpen, openTab } from './components/routes'
import { ScaleProvider } from './components/scale'
import './app.scss'

/** The composition root of the client: platform → client → screens. */
export default function App({ children }: PropsWithChildren) {
  const [client] = useState(() => createClient(createPlatform()))
  const [host] = useState(() => createHost(client, createProgram(), createPrivacyHost(), isSomethingOpen))
  // A page of another version, or an address somebody mistyped.
  usePageNotFound(() => openTab('home'))
  useEffect(() => {
    void forgetShown()
    void client.start()
    // A picture that was being looked at stands in the open until its screen goes: it goes with its person too.
    return client.session.subscribe(({ kind }) => {
      if (kind === 'signedOut') void forgetShown()
    })
  }, [client])
  return <ClientProvider value={client}><HostProvider value={host}><ScaleProvider>{children}</ScaleProvider></HostProvider></ClientProvider>
}
